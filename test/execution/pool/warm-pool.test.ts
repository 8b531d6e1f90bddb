import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { onceUnlocked } from '../../../src/app/once-unlocked';
import { createWorkerPool } from '../../../src/execution/pool/worker-pool';
import { refusingTransport } from '../../../src/execution/refusing-transport';
import type { Target, Transport, Warmed } from '../../../src/execution/transport';
import { startTestFleet, type TestFleet } from '../../helpers/fleet';
import { startWire, until } from '../wire';

const builtWorker = path.resolve(import.meta.dirname, '../../../out/main/execution-worker.js');
const minute = 60_000;
let fleet: TestFleet;

beforeAll(async () => {
  await ensureBuilt();
  fleet = await startTestFleet(6);
});
afterAll(() => fleet.close());

function pool(workerFile = builtWorker): Transport {
  const made = createWorkerPool({ workerFile, ssh: { privateKey: fleet.privateKey }, size: 3 });
  onTestFinished(() => made.close());
  return made;
}
const warm = (over: Transport, targets: readonly Target[], keepMs = minute, signal?: AbortSignal) =>
  over.warm?.({ targets, keepMs }, signal) ?? Promise.reject(new Error('cannot warm'));
const targets = (): Target[] => [0, 1, 2, 3, 4, 5].map((index) => fleet.target(index));
const status = { command: 'true', timeoutMs: 5_000 };

test('each endpoint is connected by the thread that will do its commands', async () => {
  const wires = await Promise.all(targets().map((target) => startWire(target)));
  onTestFinished(() => void Promise.all(wires.map((wire) => wire.close())));
  const threads = pool();
  const all = wires.map((wire) => wire.target);
  expect(await warm(threads, all)).toEqual({ connected: 6, failed: [] });
  const ends = await Promise.all(all.map((target) => threads.perform(target, status)));
  expect([ends.map((each) => each.state), wires.map((wire) => wire.opened())]).toEqual([
    Array.from({ length: 6 }, () => 'ok'),
    [1, 1, 1, 1, 1, 1],
  ]);
  expect(await warm(threads, all, 0)).toEqual({ connected: 0, failed: [] });
  await threads.close();
});

test('what cannot be connected is named across threads', async () => {
  await fleet.fleet.control({ act: 'fault', kind: 'refuse', endpoints: [fleet.target(4).name] });
  const { connected, failed } = await warm(pool(), targets());
  await fleet.fleet.control({ act: 'clear' });
  expect([connected, failed.map((each) => each.name)]).toEqual([5, [fleet.target(4).name]]);
});

test('an abort ends it, and nothing further is opened', async () => {
  const silent: Socket[] = [];
  const server = createServer((socket) => silent.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of silent) socket.destroy();
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const deaf = Array.from({ length: 100 }, (_, index) => ({
    ...fleet.target(0),
    ...{ name: `deaf-${index}`, address: '127.0.0.1', port },
  }));
  const stop = new AbortController();
  const warming = warm(pool(), deaf, minute, stop.signal);
  await until(() => silent.length > 0);
  stop.abort();
  expect((await warming).connected).toBe(0);
  expect(silent.length).toBeLessThan(50);
});

test('a thread that dies connects none of its endpoints, and says so', async () => {
  const dir = await mkdtemp(path.join(tmpdir(), 'holdfast-worker-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = path.join(dir, 'worker.cjs');
  const script = `const { parentPort } = require('node:worker_threads');
parentPort.on('message', ({ warm }) => warm.length > 0 && process.exit(1));
parentPort.postMessage({ results: [], warmed: [] });`;
  await writeFile(file, script);
  const { connected, failed } = await warm(pool(file), targets());
  expect([connected, failed.length, failed[0]?.because]).toEqual([
    0,
    6,
    'the thread that opens connections is gone: it ended',
  ]);
});

test('letting go starts no thread', async () => {
  const never = pool(await missingAtStart());
  expect(await warm(never, targets(), 0)).toEqual({ connected: 0, failed: [] });
});

/** A worker file whose thread would fail the moment it began. */
async function missingAtStart(): Promise<string> {
  const dir = await mkdtemp(path.join(tmpdir(), 'holdfast-worker-'));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = path.join(dir, 'worker.cjs');
  await writeFile(file, 'process.exit(7)');
  return file;
}

test('a key with a passphrase is asked for by the first connection, and never by letting go', async () => {
  let asked = 0;
  const ends: Warmed = { connected: 6, failed: [] };
  const inner: Transport = { ...refusingTransport('unused'), warm: async () => ends };
  const locked = onceUnlocked(async () => {
    asked += 1;
    return inner;
  });
  const afterwards = [];
  for (const keepMs of [0, minute, minute, 0]) {
    await warm(locked, targets(), keepMs);
    afterwards.push(asked);
  }
  expect(afterwards).toEqual([0, 1, 1, 1]);
});

test('where nobody gave the passphrase, nothing is connected and the reason is said', async () => {
  const refused = onceUnlocked(async () => refusingTransport('nobody gave it'));
  const { connected, failed } = await warm(refused, targets());
  expect([connected, failed.length, failed[0]?.because]).toEqual([
    0,
    6,
    'no connection is kept with these credentials',
  ]);
});
