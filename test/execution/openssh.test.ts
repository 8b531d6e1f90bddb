import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Target, Transport } from '../../src/execution/transport';
import { newKey } from '../../src/fleet/keys';
import { type Sshd, startSshd } from '../helpers/sshd';

const publicKeyEncoding = { type: 'spki', format: 'pem' } as const;
const rsaKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding,
  privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
}).privateKey;
const ecKey = generateKeyPairSync('ec', {
  namedCurve: 'P-384',
  publicKeyEncoding,
  privateKeyEncoding: { type: 'sec1', format: 'pem' },
}).privateKey;

let sshd: Sshd;
let transport: Transport;

beforeAll(async () => {
  sshd = await startSshd([publicLine(rsaKey), publicLine(ecKey)]);
}, 30_000);

afterAll(() => sshd.close());

beforeEach(() => {
  transport = createSshTransport({ privateKey: sshd.clientKey.privateKey, execDeadlineMs: 1_000 });
});

afterEach(() => transport.close());

function run(command: string, target: Target = sshd.target(), timeoutMs = 15_000) {
  return transport.perform(target, { command, timeoutMs });
}

/** The process that serves the connection this target's commands run on. */
async function sessionPid(target: Target = sshd.target()): Promise<number> {
  const end = await run('echo $PPID', target);
  return Number('output' in end ? end.output : Number.NaN);
}

const timed = { tookMs: expect.any(Number) };

test('exit 0 is ok', async () => {
  expect(await run('echo hello')).toEqual({ state: 'ok', exitCode: 0, output: 'hello\n', ...timed });
});

test('another exit code is failed/NonZeroExit', async () => {
  expect(await run('echo no >&2; exit 42')).toEqual({
    state: 'failed',
    cause: 'NonZeroExit',
    exitCode: 42,
    output: 'no\n',
    ...timed,
  });
});

test('stdout and stderr keep the order in which they came', async () => {
  const end = await run('echo a; sleep 0.3; echo b >&2; sleep 0.3; echo c; sleep 0.3; echo d >&2');
  expect(end).toMatchObject({ state: 'ok', output: 'a\nb\nc\nd\n' });
});

test('output is cut at the limit and the exit code still seen', async () => {
  const end = await run('head -c 3000000 /dev/zero | tr "\\0" x; exit 5');
  expect(end).toEqual({
    state: 'failed',
    cause: 'NonZeroExit',
    exitCode: 5,
    output: `${'x'.repeat(16_384)}\n[output cut at 16384 bytes]`,
    ...timed,
  });
});

test('escapes and control characters do not get through', async () => {
  const end = await run('printf "\\033]0;owned\\007\\033[31mred\\033[0m\\000\\n"');
  expect(end).toMatchObject({ state: 'ok', output: 'red\n' });
});

test('a command that reads its input finds it empty and ends', async () => {
  expect(await run('cat; echo end')).toMatchObject({ state: 'ok', output: 'end\n' });
});

test('a command killed by a signal is unknown, with the signal', async () => {
  expect(await run('kill -KILL $$')).toEqual({
    state: 'unknown',
    cause: 'ConnectionLost',
    output: 'ended by SIGKILL',
    ...timed,
  });
});

test('a command that ends and leaves a child holding its output is over when it ends', async () => {
  const end = await run('sleep 60 & echo $!');
  killAfterwards(Number('output' in end ? end.output : Number.NaN));
  expect(end).toMatchObject({ state: 'ok', exitCode: 0 });
  expect(end.tookMs).toBeLessThan(15_000);
});

test('what is said after the end of the command is heard as long as it keeps coming', async () => {
  const end = await run('(for word in a b c; do sleep 1.2; echo $word; done) & echo begun');
  expect(end).toMatchObject({ state: 'ok', output: 'begun\na\nb\nc\n' });
});

test('another host key than the one on file is denied/HostKeyMismatch', async () => {
  const target = { ...sshd.target(), hostKeys: [newKey('other').fingerprint] };
  expect(await run('true', target)).toMatchObject({ state: 'denied', cause: 'HostKeyMismatch' });
});

test('one right key among several on file is enough', async () => {
  const genuine = sshd.target();
  const target = { ...genuine, hostKeys: [newKey('old').fingerprint, ...genuine.hostKeys] };
  expect(await run('true', target)).toMatchObject({ state: 'ok' });
});

test('no host key on file is denied/HostKeyUnknown', async () => {
  const target = { ...sshd.target(), hostKeys: [] };
  expect(await run('true', target)).toMatchObject({ state: 'denied', cause: 'HostKeyUnknown' });
});

test('a client key that is not authorised is denied/AuthenticationFailure', async () => {
  const stranger = createSshTransport({ privateKey: newKey('stranger').privateKey });
  const end = await stranger.perform(sshd.target(), { command: 'true', timeoutMs: 5_000 });
  await stranger.close();
  expect(end).toMatchObject({ state: 'denied', cause: 'AuthenticationFailure' });
});

test.each([
  ['RSA', rsaKey],
  ['ECDSA', ecKey],
])('%s client keys work', async (_, privateKey) => {
  const other = createSshTransport({ privateKey });
  const end = await other.perform(sshd.target(), { command: 'true', timeoutMs: 5_000 });
  await other.close();
  expect(end).toMatchObject({ state: 'ok' });
});

test('a command that does not end in time is timed-out/CommandTimeout with what it said', async () => {
  expect(await run('echo begun; exec sleep 3', sshd.target(), 700)).toEqual({
    state: 'timed-out',
    cause: 'CommandTimeout',
    output: 'begun\n',
    ...timed,
  });
});

test('a connection killed in mid command is unknown/ConnectionLost', async () => {
  const end = await run('echo begun; sleep 0.2; kill -KILL $PPID; sleep 3');
  expect(end).toMatchObject({ state: 'unknown', cause: 'ConnectionLost' });
  expect('output' in end && end.output.startsWith('begun\n[')).toBe(true);
});

test('commands for one target share one connection; another target has its own', async () => {
  const pids = [await sessionPid(), await sessionPid(), await sessionPid(sshd.target('other'))];
  expect(pids[1]).toBe(pids[0]);
  expect(pids[2]).not.toBe(pids[0]);
});

test('more commands at a time than the server allows on one connection are all run once', async () => {
  const ends = await Promise.all(Array.from({ length: 14 }, (_, index) => run(`sleep 0.2; echo ${index}`)));
  expect(ends.map((end) => ('output' in end ? end.output : end.state))).toEqual(
    Array.from({ length: 14 }, (_, index) => `${index}\n`),
  );
});

test('a kept connection that was just killed is replaced', async () => {
  const before = await sessionPid();
  process.kill(before, 'SIGKILL');
  expect(await sessionPid()).not.toBe(before);
});

test('a kept connection whose server froze is replaced', async () => {
  const before = await sessionPid();
  killAfterwards(before);
  process.kill(before, 'SIGSTOP');
  const after = await sessionPid();
  expect(after).toBeGreaterThan(0);
  expect(after).not.toBe(before);
});

test('a server that freezes after the command was sent ends by the deadline, not for ever', async () => {
  killAfterwards(await sessionPid());
  const running = run('echo begun; sleep 4', sshd.target(), 1_500);
  const stop = run('kill -STOP $PPID; true', sshd.target(), 1_500);
  expect([(await running).state, (await stop).state]).toEqual(['timed-out', 'timed-out']);
});

test('a server stopped hard under a kept connection is unreachable/ConnectRefused', async () => {
  const doomed = await startSshd();
  const other = createSshTransport({ privateKey: doomed.clientKey.privateKey });
  const first = await other.perform(doomed.target(), { command: 'echo $PPID', timeoutMs: 5_000 });
  await doomed.kill();
  process.kill(Number('output' in first ? first.output : Number.NaN), 'SIGKILL');
  const end = await other.perform(doomed.target(), { command: 'true', timeoutMs: 5_000 });
  await other.close();
  await doomed.close();
  expect(end).toMatchObject({ state: 'unreachable', cause: 'ConnectRefused' });
});

/** Also when the test fails: a frozen process would stay for ever. */
function killAfterwards(pid: number): void {
  onTestFinished(() => {
    process.kill(pid, 'SIGKILL');
  });
}

function publicLine(privateKey: string): string {
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  return `${parsed.type} ${parsed.getPublicSSH().toString('base64')}`;
}
