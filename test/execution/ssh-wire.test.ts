import ssh2, { type ServerChannel } from 'ssh2';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { z } from 'zod';
import type { OutcomeState } from '../../src/domain/run/outcome';
import { createSshTransport } from '../../src/execution/ssh';
import type { Target, Transport } from '../../src/execution/transport';
import { newKey } from '../../src/fleet/keys';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { startWire, until, type Wire } from './wire';

let fleet: TestFleet;
let wire: Wire;
let transport: Transport;

beforeEach(async () => {
  fleet = await startTestFleet(1);
  wire = await startWire(fleet.target(0));
  transport = createSshTransport({ privateKey: fleet.privateKey, execDeadlineMs: 300 });
});

afterEach(async () => {
  await transport.close();
  await wire.close();
  await fleet.close();
});

const start = { command: 'svc start auth-agent', timeoutMs: 5_000 };
const nothing = { command: 'true', timeoutMs: 5_000 };

test('commands for one target share one connection, one after the other and side by side', async () => {
  await transport.perform(wire.target, nothing);
  const together = await Promise.all([1, 2, 3, 4].map((n) => transport.perform(wire.target, echo(n))));
  expect(together.map((end) => ('output' in end ? end.output : ''))).toEqual(['1\n', '2\n', '3\n', '4\n']);
  expect(wire.opened()).toBe(1);
});

test('another host key on file never rides on a kept connection', async () => {
  await transport.perform(wire.target, nothing);
  const other = { ...wire.target, hostKeys: ['SHA256:another'] };
  expect(await transport.perform(other, nothing)).toMatchObject({
    state: 'denied',
    cause: 'HostKeyMismatch',
  });
});

test('a connection idle for longer than it is kept is closed and opened anew', async () => {
  const brief = createSshTransport({ privateKey: fleet.privateKey, keepIdleMs: 1 });
  await brief.perform(wire.target, nothing);
  await until(async () => {
    await brief.perform(wire.target, nothing);
    return wire.opened() > 1;
  });
  await brief.close();
});

test('a kept connection that is dead without a word is replaced, and the command runs once', async () => {
  await transport.perform(wire.target, nothing);
  wire.freeze();
  expect(await transport.perform(wire.target, start)).toMatchObject({ state: 'ok' });
  wire.thaw();
  await transport.perform(wire.target, nothing);
  expect({ acts: await fleet.acts(0), opened: wire.opened() }).toEqual({ acts: ['start'], opened: 2 });
});

test('a kept connection to an endpoint that is gone → unreachable', async () => {
  await transport.perform(wire.target, nothing);
  wire.freeze();
  await fleet.fleet.control({ act: 'fault', kind: 'refuse', count: 1 });
  expect(await transport.perform(wire.target, start)).toMatchObject({ state: 'unreachable' });
  expect(await fleet.acts(0)).toEqual([]);
});

test('an abort before anything was sent → cancelled, without a connection', async () => {
  const end = await transport.perform(wire.target, start, AbortSignal.abort());
  expect({ state: end.state, opened: wire.opened() }).toEqual({ state: 'cancelled', opened: 0 });
});

test('an abort while the channel is opened → cancelled, and the command never leaves afterwards', async () => {
  const stop = new AbortController();
  const server = await bareServer((channel, command) => {
    if (command === 'hold') return;
    channel.exit(0);
    channel.end();
  });
  const line = await startWire(server.target);
  // Keeps the connection alive beyond the abort, so that the confirmation of the channel does arrive.
  void transport.perform(line.target, { command: 'hold', timeoutMs: 5_000 });
  await transport.perform(line.target, nothing);
  line.freeze();
  const running = transport.perform(line.target, start, stop.signal);
  // Two turns: enough to ask for the channel, whose confirmation is frozen.
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  stop.abort();
  expect((await running).state).toBe('cancelled');
  line.thaw();
  await until(() => server.channels() === 3);
  await transport.perform({ ...line.target, name: 'another' }, nothing);
  expect(server.commands).toEqual(['hold', 'true', 'true']);
  await transport.close();
  await line.close();
  server.close();
});

test('a connection lost after the command was sent is not tried again, even if it was a kept one', async () => {
  await transport.perform(wire.target, nothing);
  await fleet.fleet.control({ act: 'fault', kind: 'drop', count: 1 });
  expect(await transport.perform(wire.target, start)).toMatchObject({
    state: 'unknown',
    cause: 'ConnectionLost',
  });
  expect(wire.opened()).toBe(1);
});

test('an abort after the command was sent lets it run to its end', async () => {
  const stop = new AbortController();
  const command = 'svc stop auth-agent; sleep 0.3; svc start auth-agent';
  const running = transport.perform(wire.target, { command, timeoutMs: 5_000 }, stop.signal);
  await until(async () => (await fleet.acts(0)).length === 1);
  stop.abort();
  expect(await running).toMatchObject({ state: 'ok' });
  expect(await fleet.acts(0)).toEqual(['stop', 'start']);
});

test('one signal for many commands causes no warning', async () => {
  const warnings: string[] = [];
  const note = (warning: Error) => void warnings.push(warning.message);
  process.on('warning', note);
  const { signal } = new AbortController();
  const targets = Array.from({ length: 15 }, (_, index) => ({ ...wire.target, name: `t${index}` }));
  const ends = await Promise.all(targets.map((target) => transport.perform(target, nothing, signal)));
  await new Promise((resolve) => setImmediate(resolve));
  process.off('warning', note);
  expect(ends.every(({ state }) => state === 'ok')).toBe(true);
  expect(warnings).toEqual([]);
});

test('an abort of one caller leaves the other one its connection', async () => {
  const stop = new AbortController();
  const stopped = transport.perform(wire.target, start, stop.signal);
  const kept = transport.perform(wire.target, nothing);
  stop.abort();
  expect([(await stopped).state, (await kept).state]).toEqual(['cancelled', 'ok']);
  expect(await fleet.acts(0)).toEqual([]);
});

test('a command whose deadline passes does not take the neighbours on its connection with it', async () => {
  await transport.perform(wire.target, nothing);
  const long = transport.perform(wire.target, { command: 'sleep 5', timeoutMs: 150 });
  const neighbour = transport.perform(wire.target, { command: 'sleep 0.5; echo done', timeoutMs: 5_000 });
  expect([(await long).state, await neighbour]).toEqual([
    'timed-out',
    expect.objectContaining({ state: 'ok', output: 'done\n' }),
  ]);
});

test('closing ends commands in flight as unknown, and what comes later is cancelled', async () => {
  const running = transport.perform(wire.target, {
    command: 'svc stop auth-agent; sleep 5',
    timeoutMs: 9_000,
  });
  await until(async () => (await fleet.acts(0)).length === 1);
  await transport.close();
  expect(await running).toMatchObject({
    state: 'unknown',
    cause: 'ConnectionLost',
    output: 'auth-agent stopped\n[Holdfast closed it]',
  });
  expect((await transport.perform(wire.target, nothing)).state).toBe('cancelled');
});

test.each(['FIN', 'RST'] as const)(
  'a %s after any number of bytes never lies about what was sent',
  async (how) => {
    const counts: { [state in OutcomeState]?: number } = {};
    for (let bytes = 1; bytes < 2_600; bytes += 41) {
      wire.cutAfter(bytes, how);
      const end = await transport.perform(wire.target, start);
      counts[end.state] = (counts[end.state] ?? 0) + 1;
    }
    // Runs of commands that were cut are ended by their endpoint, so let the last of them be over.
    await fleet.fleet.close();
    const acts = await fleet.acts(0);
    expect(Object.keys(counts).sort()).toEqual(['ok', 'unknown', 'unreachable']);
    expect(acts.length).toBeGreaterThanOrEqual(counts.ok ?? 0);
    expect(acts.length).toBeLessThanOrEqual((counts.ok ?? 0) + (counts.unknown ?? 0));
  },
  30_000,
);

test('a spoilt byte anywhere never lies about what was sent', async () => {
  const counts: { [state in OutcomeState]?: number } = {};
  const limits = { connectTimeoutMs: 250, execDeadlineMs: 250 };
  const impatient = createSshTransport({ privateKey: fleet.privateKey, ...limits });
  for (let index = 0; index < 2_600; index += 61) {
    wire.spoil(index);
    const target = { ...wire.target, name: `spoilt-${index}` };
    const end = await impatient.perform(target, { ...start, timeoutMs: 250 });
    counts[end.state] = (counts[end.state] ?? 0) + 1;
  }
  await impatient.close();
  await fleet.fleet.close();
  const acts = await fleet.acts(0);
  const { ok = 0, unknown = 0, unreachable = 0, denied = 0, 'timed-out': late = 0, failed = 0 } = counts;
  expect({ failed, isOftenUnreachable: unreachable + denied > 10 }).toEqual({
    failed: 0,
    isOftenUnreachable: true,
  });
  expect(acts.length).toBeGreaterThanOrEqual(ok);
  expect(acts.length).toBeLessThanOrEqual(ok + unknown + late);
}, 60_000);

test('an answer in many small pieces arrives whole, each stream in order', async () => {
  const command = 'for i in 1 2 3 4 5 6; do echo $i; echo e$i >&2; sleep 0.01; done';
  const end = await transport.perform(wire.target, { command, timeoutMs: 9_000 });
  const lines = 'output' in end ? end.output.trim().split('\n') : [];
  // Between two pipes of one process there is no order that anyone could keep.
  expect(lines.filter((line) => !line.startsWith('e'))).toEqual(['1', '2', '3', '4', '5', '6']);
  expect(lines.filter((line) => line.startsWith('e'))).toEqual(['e1', 'e2', 'e3', 'e4', 'e5', 'e6']);
});

test('output that comes in one piece with the acceptance of the command keeps its order', async () => {
  const server = await bareServer((channel) => {
    for (const n of [1, 2, 3, 4]) {
      channel.stderr.write(`e${n} `);
      channel.write(`o${n} `);
    }
    channel.exit(0);
    channel.end();
  });
  const end = await transport.perform(server.target, nothing);
  await transport.close();
  server.close();
  expect(end).toMatchObject({ state: 'ok', output: 'e1 o1 e2 o2 e3 o3 e4 o4 ' });
});

test('a flood of output is cut and its end still seen', async () => {
  const end = await transport.perform(wire.target, {
    command: 'yes x | head -c 6000000; exit 4',
    timeoutMs: 20_000,
  });
  expect(end).toMatchObject({ state: 'failed', cause: 'NonZeroExit', exitCode: 4 });
  expect('output' in end && end.output.endsWith('\n[output cut at 16384 bytes]')).toBe(true);
});

function echo(n: number) {
  return { command: `echo ${n}`, timeoutMs: 5_000 };
}

/** An SSH server that lets everyone in and runs nothing; `answer` says what a command gets. */
async function bareServer(answer: (channel: ServerChannel, command: string) => void) {
  const hostKey = newKey('host');
  const commands: string[] = [];
  let channels = 0;
  const server = new ssh2.Server({ hostKeys: [hostKey.privateKey] }, (client) => {
    client.on('error', () => {});
    client.on('authentication', (login) => login.accept());
    client.on('session', (accept) => {
      channels += 1;
      accept().on('exec', (acceptCommand, _reject, { command }) => {
        commands.push(command);
        answer(acceptCommand(), command);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const { port } = z.object({ port: z.number() }).parse(server.address());
  const target: Target = {
    name: 'bare',
    address: '127.0.0.1',
    port,
    user: 'x',
    hostKeys: [hostKey.fingerprint],
  };
  return { target, commands, channels: () => channels, close: () => server.close() };
}
