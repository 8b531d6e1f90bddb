import { existsSync, writeFileSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Target, Transport, Warmed } from '../../src/execution/transport';
import type { FaultKind } from '../../src/fleet/control-request';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { startWire, until, type Wire } from './wire';

let fleet: TestFleet;
let transport: Transport;
let wires: Wire[];

beforeEach(async () => {
  fleet = await startTestFleet(4);
  wires = await Promise.all([0, 1, 2, 3].map((index) => startWire(fleet.target(index))));
  // Connections that nobody asked to be kept are closed at once.
  transport = createSshTransport({ privateKey: fleet.privateKey, connectTimeoutMs: 5_000, keepIdleMs: 1 });
});
afterEach(async () => {
  await transport.close();
  await Promise.all(wires.map((wire) => wire.close()));
  await fleet.close();
});

const status = { command: 'true', timeoutMs: 5_000 };
const minute = 60_000;
const all = (): Target[] => wires.map((wire) => wire.target);
const opened = (): number[] => wires.map((wire) => wire.opened());
const warm = (targets: readonly Target[], keepMs = minute, signal?: AbortSignal): Promise<Warmed> =>
  transport.warm?.({ targets, keepMs }, signal) ?? Promise.reject(new Error('cannot warm'));
const setFault = (kind: FaultKind, index: number) =>
  fleet.fleet.control({ act: 'fault', kind, endpoints: [fleet.target(index).name] });

test('what was warmed up runs its command over the connection that is open', async () => {
  expect(await warm(all())).toEqual({ connected: 4, failed: [] });
  const ends = await Promise.all(all().map((target) => transport.perform(target, status)));
  expect([ends.map((each) => each.state), opened()]).toEqual([
    ['ok', 'ok', 'ok', 'ok'],
    [1, 1, 1, 1],
  ]);
});

test('nothing is sent to an endpoint that is warmed up', async () => {
  await warm(all());
  expect(await Promise.all([0, 1, 2, 3].map((index) => fleet.acts(index)))).toEqual([[], [], [], []]);
});

test('a warm connection outlives the idle time of others, also after a command', async () => {
  const [first, second] = all() as [Target, Target];
  await warm([first]);
  await transport.perform(first, status);
  // The other one, which nobody keeps, is gone when a further command has to open it anew.
  await until(async () => {
    await transport.perform(second, status);
    return (wires[1]?.opened() ?? 0) > 1;
  });
  await transport.perform(first, status);
  expect(wires[0]?.opened()).toBe(1);
});

test('warming up again opens only what was lost', async () => {
  await warm(all());
  await setFault('auth', 2);
  await until(async () => (await warm(all())).connected === 3);
  await fleet.fleet.control({ act: 'clear' });
  await until(async () => (await warm(all())).connected === 4);
  expect(opened().filter((_, index) => index !== 2)).toEqual([1, 1, 1]);
});

test('who could not be connected is named, with the reason', async () => {
  await setFault('refuse', 0);
  await setFault('auth', 1);
  await setFault('changed-key', 2);
  const keyless = { ...fleet.target(3), hostKeys: [] };
  const { connected, failed } = await warm([0, 1, 2].map((index) => fleet.target(index)).concat(keyless));
  expect([
    connected,
    Object.fromEntries(failed.map(({ name, because }) => [name, because.slice(0, 24)])),
  ]).toEqual([
    0,
    {
      [fleet.target(0).name]: 'connect ECONNREFUSED 127',
      [fleet.target(1).name]: 'All configured authentic',
      [fleet.target(2).name]: 'The endpoint presented S',
      [fleet.target(3).name]: 'no host key is on file',
    },
  ]);
});

test('letting go closes what nobody uses, and opens nothing', async () => {
  const [first] = all() as [Target];
  await warm([first]);
  await warm(all(), 0);
  await until(async () => {
    await transport.perform(first, status);
    return (wires[0]?.opened() ?? 0) > 1;
  });
  expect(opened().slice(1)).toEqual([0, 0, 0]);
});

test('letting go does not cut a command that is under way', async () => {
  const [first] = all() as [Target];
  const command = 'touch begun; while [ ! -e go ]; do sleep 0.01; done';
  const running = transport.perform(first, { command, timeoutMs: 9_000 });
  const home = path.join(fleet.dir, 'homes', first.name);
  await until(() => existsSync(path.join(home, 'begun')));
  await warm([first], 0);
  writeFileSync(path.join(home, 'go'), '');
  expect((await running).state).toBe('ok');
});

test('a command goes past any number of connections that are being opened for nobody', async () => {
  const silent: Socket[] = [];
  const server = createServer((socket) => silent.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    for (const socket of silent) socket.destroy();
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound ? bound.port : 0;
  const deaf = Array.from({ length: 200 }, (_, index) => ({
    ...fleet.target(0),
    ...{ name: `deaf-${index}`, address: '127.0.0.1', port },
  }));
  const stop = new AbortController();
  const warming = warm(deaf, minute, stop.signal);
  await until(() => silent.length >= 8);
  expect((await transport.perform(fleet.target(0), status)).state).toBe('ok');
  stop.abort();
  expect(await warming).toEqual({ connected: 0, failed: [] });
  expect(silent.length).toBeLessThan(20);
});
