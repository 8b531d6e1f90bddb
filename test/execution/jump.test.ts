import { userInfo } from 'node:os';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Command, Target, Transport } from '../../src/execution/transport';
import { type Sshd, startSshd } from '../helpers/sshd';
import { startListener } from './listener';
import { startWire, until, type Wire } from './wire';

const hello: Command = { command: 'echo hello', timeoutMs: 5_000 };
let bastion: Sshd;
let inner: Sshd;
let wire: Wire;
let transport: Transport;
/** The jump host, seen through a wire that counts and can be cut. */
let hop: Target;

beforeAll(async () => {
  bastion = await startSshd();
  inner = await startSshd([bastion.clientKey.publicLine]);
});
afterAll(() => Promise.all([bastion.close(), inner.close()]));
beforeEach(async () => {
  wire = await startWire(bastion.target('bastion'));
  hop = wire.target;
  transport = createSshTransport({ privateKey: bastion.clientKey.privateKey, connectTimeoutMs: 2_000 });
});
afterEach(() => Promise.all([transport.close(), wire.close()]));

const behind = (name: string, ...jump: Target[]): Target => ({ ...inner.target(name), jump });

async function outcome(target: Target, command = hello) {
  const { tookMs, ...rest } = await transport.perform(target, command);
  return rest;
}

test('twenty endpoints behind a jump host share one connection to it', async () => {
  const names = Array.from({ length: 20 }, (_, index) => `inner-${index}`);
  const all = await Promise.all(names.map((name) => outcome(behind(name, hop))));
  expect(new Set(all.map((each) => each.state))).toEqual(new Set(['ok']));
  expect(wire.opened()).toBe(1);
});

test('the way may lead over several jump hosts', async () => {
  const second = inner.target('second');
  expect(await outcome(behind('far', hop, second))).toEqual({ state: 'ok', exitCode: 0, output: 'hello\n' });
  expect(await outcome(behind('near', hop))).toMatchObject({ state: 'ok' });
  expect(wire.opened()).toBe(1);
});

test('the jump host too must show its key, or nothing goes through it', async () => {
  const listening = await startListener(() => {});
  const impostor = { ...hop, hostKeys: ['SHA256:another'] };
  expect(await outcome({ ...listening.target, jump: [impostor] })).toEqual({
    state: 'denied',
    cause: 'HostKeyMismatch',
    output: expect.stringMatching(
      /^Jump host bastion: The endpoint presented SHA256:\S+; on file: SHA256:another$/,
    ),
  });
  expect(await outcome({ ...listening.target, jump: [{ ...hop, hostKeys: [] }] })).toEqual({
    state: 'denied',
    cause: 'HostKeyUnknown',
    output: 'Jump host bastion: No host key is on file',
  });
  expect(listening.connections()).toBe(0);
});

test('the endpoint must show its key also behind a jump host', async () => {
  expect(await outcome({ ...behind('inner', hop), hostKeys: ['SHA256:another'] })).toMatchObject({
    state: 'denied',
    cause: 'HostKeyMismatch',
  });
});

test('a jump host that refuses, and an endpoint that refuses it, are told apart', async () => {
  const listening = await startListener(() => {});
  await listening.close();
  const nobody = listening.target;
  expect(await outcome(behind('inner', { ...hop, port: nobody.port }))).toMatchObject({
    state: 'unreachable',
    cause: 'ConnectRefused',
    output: expect.stringMatching(/^Jump host bastion: /),
  });
  expect(await outcome({ ...nobody, jump: [hop] })).toMatchObject({
    state: 'unreachable',
    cause: 'ConnectRefused',
    output: expect.not.stringMatching(/^Jump host/),
  });
});

test('a jump host that is cut off leaves what ran behind it unknown, and is reached anew', async () => {
  const cut = await startWire(bastion.target('bastion'));
  const target = behind('inner', cut.target);
  const marker = `/tmp/holdfast-jump-${process.pid}-${userInfo().uid}`;
  const long: Command = { command: `touch ${marker}; sleep 20`, timeoutMs: 30_000 };
  const running = outcome(target, long);
  const look: Command = { command: `test -e ${marker} && rm ${marker}`, timeoutMs: 5_000 };
  await until(async () => (await outcome(inner.target('look'), look)).state === 'ok');
  await cut.close();
  expect(await running).toMatchObject({ state: 'unknown', cause: 'ConnectionLost' });
  expect(await outcome(behind('inner', hop))).toMatchObject({ state: 'ok' });
});

test('no more than eight logins at a time go through a jump host', async () => {
  const silent = await startListener(() => {});
  const all = Array.from({ length: 20 }, (_, index) =>
    outcome({ ...silent.target, name: `inner-${index}`, jump: [hop] }),
  );
  await until(() => silent.connections() >= 8);
  // A fresh login elsewhere takes many turns, in which a ninth would have come.
  await outcome(inner.target('elsewhere'));
  expect(silent.connections()).toBe(8);
  await transport.close();
  expect(new Set((await Promise.all(all)).map((each) => each.state))).not.toContain('ok');
});
