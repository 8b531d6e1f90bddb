import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.mjs';
import type { SshLogin } from '../../../src/execution/login-methods';
import { createWorkerPool } from '../../../src/execution/pool/worker-pool';
import type { Command, Target, Transport } from '../../../src/execution/transport';
import { startTestFleet, type TestFleet } from '../../helpers/fleet';
import { refusal } from '../../helpers/refusal';
import { startWire, until } from '../wire';

const builtWorker = path.resolve(import.meta.dirname, '../../../out/main/execution-worker.js');
const status: Command = { command: 'svc status auth-agent', timeoutMs: 5_000 };
const restart: Command = { command: 'svc start auth-agent', timeoutMs: 5_000 };
let fleet: TestFleet;

beforeAll(async () => {
  await ensureBuilt();
  fleet = await startTestFleet(6);
});
afterAll(() => fleet.close());

function pool(setting: { workerFile?: string; login?: SshLogin; size?: number } = {}): Transport {
  const { workerFile = builtWorker, login = { privateKey: fleet.privateKey }, size = 2 } = setting;
  const made = createWorkerPool({ workerFile, ssh: login, size });
  onTestFinished(() => made.close());
  return made;
}

/** A worker like the built one that does what `more` says besides. */
async function workerWith(more: string): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'holdfast-worker-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = path.join(dir, 'worker.cjs');
  await writeFile(file, `const { parentPort } = require('node:worker_threads');\n${more}`);
  return file;
}
const diesWhenAsked = `require(${JSON.stringify(builtWorker)});
  parentPort.on('message', ({ perform }) => {
    if (perform.some(({ command }) => command.command === 'true # die')) process.exit(1);
  });`;

const targets = (): Target[] => [0, 1, 2, 3, 4, 5].map((index) => fleet.target(index));

test('every command of several threads ends in its own outcome', async () => {
  const threads = pool();
  const all = await Promise.all(
    targets().map((target, index) =>
      threads.perform(target, { command: `echo ${target.name}; exit ${index}`, timeoutMs: 5_000 }),
    ),
  );
  expect(all.map((each) => ('output' in each ? [each.state, each.output] : each))).toEqual(
    targets().map(({ name }, index) => [index === 0 ? 'ok' : 'failed', `${name}\n`]),
  );
});

test('an endpoint stays with its thread and its connection', async () => {
  const wires = await Promise.all(targets().map((target) => startWire(target)));
  onTestFinished(() => void Promise.all(wires.map((wire) => wire.close())));
  const threads = pool({ size: 3 });
  for (let turn = 0; turn < 3; turn += 1)
    await Promise.all(wires.map(({ target }) => threads.perform(target, status)));
  expect(wires.map((wire) => wire.opened())).toEqual([1, 1, 1, 1, 1, 1]);
  await threads.close();
});

test('an abort cancels what was not sent; what was sent runs to its end', async () => {
  const wire = await startWire(fleet.target(1));
  onTestFinished(() => wire.close());
  const threads = pool({ size: 1 });
  await threads.perform(wire.target, status);
  const stop = new AbortController();
  const sent = threads.perform(
    fleet.target(0),
    { command: 'echo begun > begun; while [ ! -e go ]; do sleep 0.02; done; echo end', timeoutMs: 20_000 },
    stop.signal,
  );
  const begun = { command: 'cat begun', timeoutMs: 5_000 };
  await until(async () => (await threads.perform(fleet.target(0), begun)).state === 'ok');
  wire.freeze();
  const unsent = threads.perform(wire.target, restart, stop.signal);
  stop.abort();
  const never = threads.perform(fleet.target(2), restart, stop.signal);
  expect([(await unsent).state, (await never).state]).toEqual(['cancelled', 'cancelled']);
  await threads.perform(fleet.target(0), { command: 'touch go', timeoutMs: 5_000 });
  expect(await sent).toMatchObject({ state: 'ok', output: 'end\n' });
});

test('a thread that dies leaves what it had unknown, and its place is taken by another', async () => {
  const threads = pool({ workerFile: await workerWith(diesWhenAsked), size: 1 });
  await threads.perform(fleet.target(0), status);
  const inFlight = threads.perform(fleet.target(0), { command: 'sleep 5', timeoutMs: 9_000 });
  // One turn of the worker later, the other's order is on its way.
  await threads.perform(fleet.target(1), status);
  const last = threads.perform(fleet.target(1), { command: 'true # die', timeoutMs: 5_000 });
  const unknown = { state: 'unknown', cause: 'ConnectionLost', output: expect.stringMatching(/thread/) };
  expect(await Promise.all([inFlight, last])).toMatchObject([unknown, unknown]);
  expect(await threads.perform(fleet.target(0), status)).toMatchObject({ state: 'ok' });
});

test('a thread that cannot start has sent nothing, and says so', async () => {
  const threads = pool({ workerFile: await workerWith(`throw new Error('no room')`) });
  expect(await threads.perform(fleet.target(0), restart)).toMatchObject({
    state: 'unreachable',
    output: expect.stringMatching(/^Nothing was sent: no thread could take it: .*no room/),
  });
});

test('without a worker file there is no pool', () => {
  const attempt = () => pool({ workerFile: '/nowhere/execution-worker.js' });
  expect(refusal(attempt)).toMatch(/^unavailable: The execution worker is missing: .*Build Holdfast again/);
});

test('a key that cannot be used → every endpoint says so, and never the key', async () => {
  const threads = pool({ login: { privateKey: 'no key at all' } });
  const outcome = await threads.perform(fleet.target(0), status);
  expect(outcome).toMatchObject({ state: 'denied', cause: 'AuthenticationFailure' });
  expect(JSON.stringify(outcome)).not.toContain('no key at all');
});

test('closing leaves what was sent unknown, and sends nothing afterwards', async () => {
  const threads = pool();
  await threads.perform(fleet.target(3), status);
  const sent = threads.perform(fleet.target(3), { command: 'echo a > a; sleep 9', timeoutMs: 20_000 });
  const there = { command: 'cat a', timeoutMs: 5_000 };
  await until(async () => (await threads.perform(fleet.target(3), there)).state === 'ok');
  await threads.close();
  expect((await sent).state).toBe('unknown');
  expect((await threads.perform(fleet.target(4), restart)).state).toBe('cancelled');
  expect(await fleet.acts(4)).toEqual([]);
});
