import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Outcome } from '../../src/domain/run/outcome';
import { createSshTransport } from '../../src/execution/ssh';
import type { Target, Transport } from '../../src/execution/transport';
import type { FaultKind } from '../../src/fleet/control-request';
import { newKey } from '../../src/fleet/keys';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { until } from './wire';

let fleet: TestFleet;
let transport: Transport;
const closing: (() => void)[] = [];

beforeEach(async () => {
  fleet = await startTestFleet(3);
  transport = createSshTransport({ privateKey: fleet.privateKey, connectTimeoutMs: 2_000 });
});

afterEach(async () => {
  for (const close of closing.splice(0)) close();
  await transport.close();
  await fleet.close();
});

const start = { command: 'svc start auth-agent', timeoutMs: 5_000 };

async function outcome(target: Target, command = start): Promise<Omit<Outcome, 'tookMs'>> {
  const { tookMs, ...rest } = await transport.perform(target, command);
  expect(tookMs).toBeGreaterThanOrEqual(0);
  return rest;
}

async function setFault(kind: FaultKind, index = 0): Promise<void> {
  const endpoints = [fleet.target(index).name];
  await fleet.fleet.control({ act: 'fault', kind, endpoints, delayMs: 300 });
}

test('a healthy endpoint runs the command once', async () => {
  expect(await outcome(fleet.target(0))).toEqual({
    state: 'ok',
    exitCode: 0,
    output: 'auth-agent started\n',
  });
  expect(await fleet.acts(0)).toEqual(['start']);
});

test('refuse → unreachable/ConnectRefused', async () => {
  await setFault('refuse');
  const { address, port } = fleet.target(0);
  expect(await outcome(fleet.target(0))).toEqual({
    state: 'unreachable',
    cause: 'ConnectRefused',
    output: `connect ECONNREFUSED ${address}:${port}`,
  });
});

test('hang → timed-out/CommandTimeout', async () => {
  await setFault('hang');
  expect(await outcome(fleet.target(0), { ...start, timeoutMs: 200 })).toEqual({
    state: 'timed-out',
    cause: 'CommandTimeout',
    output: '',
  });
});

test('drop → unknown/ConnectionLost, and the command is not sent again', async () => {
  await setFault('drop');
  expect(await outcome(fleet.target(0))).toEqual({
    state: 'unknown',
    cause: 'ConnectionLost',
    output: expect.stringMatching(/^(read|write) ECONNRESET$/),
  });
  await until(async () => (await fleet.acts(0)).length > 0);
  expect(await fleet.acts(0)).toEqual(['start']);
});

test('changed-key → denied/HostKeyMismatch, also when a connection was kept', async () => {
  await outcome(fleet.target(0));
  await setFault('changed-key');
  const denied = await outcome(fleet.target(0));
  expect(denied).toEqual({
    state: 'denied',
    cause: 'HostKeyMismatch',
    output: expect.stringMatching(/^The endpoint presented SHA256:\S{43}; on file: SHA256:\S{43}$/),
  });
  expect(await fleet.acts(0)).toEqual(['start']);
});

test('auth → denied/AuthenticationFailure', async () => {
  await setFault('auth');
  expect(await outcome(fleet.target(0))).toEqual({
    state: 'denied',
    cause: 'AuthenticationFailure',
    output: 'All configured authentication methods failed',
  });
});

test('a key the endpoint does not know → denied/AuthenticationFailure', async () => {
  const stranger = createSshTransport({ privateKey: newKey('stranger').privateKey });
  expect(await stranger.perform(fleet.target(0), start)).toMatchObject({
    state: 'denied',
    cause: 'AuthenticationFailure',
  });
  await stranger.close();
});

test('exit → failed/NonZeroExit with its code', async () => {
  await setFault('exit');
  expect(await outcome(fleet.target(0))).toEqual({
    state: 'failed',
    cause: 'NonZeroExit',
    exitCode: 1,
    output: 'svc: cannot start auth-agent: package cache is empty\n',
  });
});

test('slow → ok, later', async () => {
  await setFault('slow');
  const slow = await transport.perform(fleet.target(0), start);
  expect(slow).toMatchObject({ state: 'ok' });
  expect(slow.tookMs).toBeGreaterThanOrEqual(290);
});

test('a cleared fault is gone, on a new connection and on the kept one', async () => {
  for (const kind of ['refuse', 'hang', 'drop', 'changed-key', 'auth', 'exit', 'slow'] as const) {
    await setFault(kind);
    await transport.perform(fleet.target(0), { command: 'svc status auth-agent', timeoutMs: 100 });
    await fleet.fleet.control({ act: 'clear' });
    const after = await outcome(fleet.target(0), { command: 'svc status auth-agent', timeoutMs: 5_000 });
    expect({ kind, after }).toEqual({
      kind,
      after: { state: 'ok', exitCode: 0, output: 'auth-agent is running\n' },
    });
  }
});

test('no host key on file → denied/HostKeyUnknown without so much as a connection', async () => {
  const silent = await listener(() => {});
  expect(await outcome({ ...silent.target, hostKeys: [] })).toEqual({
    state: 'denied',
    cause: 'HostKeyUnknown',
    output: 'No host key is on file for hostile; nothing was sent',
  });
  expect(silent.connections()).toBe(0);
});

test.each<[string, (socket: Socket) => void, string, unknown]>([
  ['silent after accept', () => {}, 'ConnectTimeout', 'No SSH login within 300 ms'],
  [
    'a web server',
    (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'ConnectTimeout',
    'No SSH login within 300 ms',
  ],
  ['closed at once', (socket) => socket.end(), 'HandshakeFailed', 'Connection lost before handshake'],
  [
    'reset at once',
    (socket) => socket.resetAndDestroy(),
    'HandshakeFailed',
    expect.stringContaining('ECONNRESET'),
  ],
  [
    'closed after the banner',
    (socket) => socket.end('SSH-2.0-x\r\n'),
    'HandshakeFailed',
    'The endpoint closed the connection during the handshake',
  ],
  [
    'nonsense after the banner',
    (socket) => socket.write(`SSH-2.0-x\r\n${'\xff'.repeat(500)}`, 'latin1'),
    'HandshakeFailed',
    'Bad packet length',
  ],
])('an endpoint that is %s → unreachable', async (_, behave, cause, output) => {
  const impatient = createSshTransport({ privateKey: fleet.privateKey, connectTimeoutMs: 300 });
  const hostile = await listener(behave);
  const { tookMs, ...rest } = await impatient.perform(hostile.target, start);
  expect(rest).toEqual({ state: 'unreachable', cause, output });
  await impatient.close();
});

test('a port that cannot be → unreachable, not a crash', async () => {
  expect(await outcome({ ...fleet.target(0), port: 70_000 })).toMatchObject({
    state: 'unreachable',
    cause: 'HandshakeFailed',
  });
});

test('no more handshakes are in progress than allowed', async () => {
  const silent = await listener(() => {});
  const options = { privateKey: fleet.privateKey, maxHandshakes: 2, connectTimeoutMs: 300 };
  const narrow = createSshTransport(options);
  const targets = Array.from({ length: 6 }, (_, index) => ({ ...silent.target, name: `t${index}` }));
  const all = Promise.all(targets.map((target) => narrow.perform(target, start)));
  await until(() => silent.connections() >= 2);
  expect(silent.connections()).toBe(2);
  await all;
  expect(silent.connections()).toBe(6);
  await narrow.close();
});

async function listener(behave: (socket: Socket) => void) {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server: Server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    socket.resume();
    behave(socket);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => {
    server.close();
    for (const socket of sockets) socket.destroy();
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const target: Target = {
    name: 'hostile',
    address: '127.0.0.1',
    port,
    user: 'holdfast',
    hostKeys: ['SHA256:none'],
  };
  return { target, connections: () => connections };
}
