import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fleetControl } from '../../src/fleet/control-client';
import { type ControlRequest, fleetFileSchema } from '../../src/fleet/control-request';
import { startTestFleet, type TestFleet } from '../helpers/fleet';

let fleet: TestFleet;

beforeEach(async () => {
  fleet = await startTestFleet(20);
});

afterEach(() => fleet.close());

const ask = (request: ControlRequest) => fleetControl(fleet.dir, request);
const counts = (partial: object) => ({ running: 0, stopped: 0, broken: 0, stuck: 0, ...partial });

test('a new fleet is healthy', async () => {
  expect(await ask({ act: 'status' })).toEqual({
    act: 'status',
    size: 20,
    services: { 'auth-agent': counts({ running: 20 }) },
    faults: {},
  });
});

test('break and repair change the state of a share, spread over the sites and always the same', async () => {
  const broken = await ask({ act: 'break', service: 'auth-agent', share: 0.6 });
  expect(await ask({ act: 'status' })).toMatchObject({
    services: { 'auth-agent': counts({ running: 8, broken: 12 }) },
  });
  const sites = new Set(
    fleet.fleet.endpoints
      .filter(({ name }) => 'endpoints' in broken && broken.endpoints.includes(name))
      .map(({ site }) => site),
  );
  expect(sites.size).toBe(4);
  expect(await ask({ act: 'repair', service: 'auth-agent' })).toEqual({ ...broken, act: 'repair' });
  expect(await ask({ act: 'status' })).toMatchObject({ services: { 'auth-agent': counts({ running: 20 }) } });
  expect(await ask({ act: 'break', service: 'auth-agent', share: 0.6 })).toEqual(broken);
});

test('faults are given to endpoints that have none yet, and clear takes them all back', async () => {
  await ask({ act: 'fault', kind: 'refuse', count: 3 });
  await ask({ act: 'fault', kind: 'hang', count: 4 });
  await ask({ act: 'fault', kind: 'changed-key', endpoints: [fleet.target(19).name] });
  expect(await ask({ act: 'status' })).toMatchObject({ faults: { refuse: 3, hang: 4, 'changed-key': 1 } });
  const cleared = await ask({ act: 'clear' });
  expect('endpoints' in cleared && cleared.endpoints).toHaveLength(8);
  expect(await ask({ act: 'status' })).toMatchObject({ faults: {} });
});

test('the exit fault makes services stuck, and clearing gives back what they were', async () => {
  const [first = '', second = ''] = fleet.fleet.endpoints.map(({ name }) => name);
  await ask({ act: 'break', service: 'auth-agent', endpoints: [first] });
  await ask({ act: 'fault', kind: 'exit', endpoints: [first, second] });
  expect(await ask({ act: 'status' })).toMatchObject({
    services: { 'auth-agent': counts({ running: 18, stuck: 2 }) },
  });
  await ask({ act: 'clear' });
  expect(await ask({ act: 'status' })).toMatchObject({
    services: { 'auth-agent': counts({ running: 19, broken: 1 }) },
  });
});

test('a fault can be asked for among endpoints where a service does not run', async () => {
  const broken = await ask({ act: 'break', service: 'auth-agent', share: 0.5 });
  const faulty = await ask({ act: 'fault', kind: 'hang', count: 5, service: 'auth-agent' });
  const names = 'endpoints' in broken ? broken.endpoints : [];
  expect('endpoints' in faulty && faulty.endpoints.every((name) => names.includes(name))).toBe(true);
});

test.each<[string, ControlRequest, string]>([
  ['an unknown service', { act: 'break', service: 'nope' }, 'there is no service nope; there is auth-agent'],
  ['an unknown endpoint', { act: 'fault', kind: 'hang', endpoints: ['x'] }, 'there is no endpoint x'],
  ['a fault without a number', { act: 'fault', kind: 'hang' }, 'a fault needs either count or endpoints'],
  ['a share above one', { act: 'break', service: 'auth-agent', share: 2 }, 'share: Too big'],
])('%s is refused with words and changes nothing', async (_, request, words) => {
  await expect(ask(request)).rejects.toThrow(words);
  expect(await ask({ act: 'status' })).toMatchObject({
    services: { 'auth-agent': counts({ running: 20 }) },
    faults: {},
  });
});

test('one unknown name among the endpoints changes none of them', async () => {
  const endpoints = [fleet.target(0).name, 'nobody'];
  await expect(ask({ act: 'break', service: 'auth-agent', endpoints })).rejects.toThrow('no endpoint nobody');
  expect(await ask({ act: 'status' })).toMatchObject({ services: { 'auth-agent': counts({ running: 20 }) } });
});

test('asking where no fleet runs says so', async () => {
  await expect(fleetControl('/nonexistent', { act: 'status' })).rejects.toThrow('No demo fleet runs in');
  await fleet.fleet.close();
  await expect(ask({ act: 'status' })).rejects.toThrow('The demo fleet does not answer');
});

test.each([
  ['not JSON', 'hello', 'the line is not JSON'],
  ['null', 'null', 'Invalid input: expected object, received null'],
  ['no token', '{"act":"status"}', 'token: Invalid input'],
  ['a wrong token', '{"token":"x","act":"status"}', 'wrong token'],
  ['an unknown act', '{"token":"TOKEN","act":"explode"}', 'act: Invalid'],
  ['unknown fields', '{"token":"TOKEN","act":"clear","all":true}', 'Unrecognized key: "all"'],
  ['more than 64 KiB', 'x'.repeat(70_000), 'a line is longer than 65536 bytes'],
  ['more than 64 KiB without an end', `${'y'.repeat(300_000)}`, 'a line is longer than 65536 bytes'],
])('%s on the control port is refused, and the fleet lives on', async (_, line, words) => {
  expect(await raw(line)).toMatchObject({ ok: false, error: expect.stringContaining(words) });
  expect(await ask({ act: 'status' })).toMatchObject({ size: 20 });
});

async function raw(line: string): Promise<unknown> {
  const text = await readFile(path.join(fleet.dir, 'fleet.json'), 'utf8');
  const { controlPort, token } = fleetFileSchema.parse(JSON.parse(text));
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port: controlPort });
    let heard = '';
    socket.on('error', reject);
    socket.on('data', (chunk) => {
      heard += chunk;
      if (!heard.endsWith('\n')) return;
      socket.destroy();
      resolve(JSON.parse(heard));
    });
    socket.write(`${line.replace('TOKEN', token)}\n`);
  });
}
