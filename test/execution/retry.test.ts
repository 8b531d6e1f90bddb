import { connect } from 'node:net';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSshTransport } from '../../src/execution/ssh';
import type { Command, Target, Transport } from '../../src/execution/transport';
import { newKey } from '../../src/fleet/keys';
import { startTestFleet, type TestFleet } from '../helpers/fleet';
import { type Listener, startListener } from './listener';

const start: Command = { command: 'svc start auth-agent', timeoutMs: 5_000 };
let fleet: TestFleet;
let transport: Transport;

beforeAll(async () => {
  fleet = await startTestFleet(3);
});
afterAll(() => fleet.close());
beforeEach(() => {
  transport = createSshTransport({ privateKey: fleet.privateKey });
});
afterEach(() => transport.close());

/** The endpoint behind a door that shuts on the first `many` who come, in one way or another. */
async function behindDoor(endpoint: Target, many: number): Promise<[Target, Listener]> {
  const door = await startListener((near, number) => {
    if (number <= many) {
      if (number % 2 === 0) near.end('SSH-2.0-x\r\n');
      else near.resetAndDestroy();
      return;
    }
    const far = connect({ host: endpoint.address, port: endpoint.port });
    far.on('error', () => {});
    near.pipe(far).pipe(near);
  });
  return [{ ...endpoint, address: '127.0.0.1', port: door.target.port }, door];
}

test('a login that is cut off twice is tried a third time, and the command runs once', async () => {
  const [target, door] = await behindDoor(fleet.target(0), 2);
  expect(await transport.perform(target, start)).toMatchObject({ state: 'ok' });
  expect([door.connections(), await fleet.acts(0)]).toEqual([3, ['start']]);
});

test('a login that is cut off three times is unreachable', async () => {
  const [target, door] = await behindDoor(fleet.target(1), 3);
  expect(await transport.perform(target, start)).toMatchObject({
    state: 'unreachable',
    cause: 'HandshakeFailed',
  });
  expect([door.connections(), await fleet.acts(1)]).toEqual([3, []]);
});

test('a refused login, another host key and silence are not tried again', async () => {
  const [target, door] = await behindDoor(fleet.target(2), 0);
  const options = { privateKey: newKey('stranger').privateKey, connectTimeoutMs: 1_000 };
  const stranger = createSshTransport(options);
  expect((await stranger.perform(target, start)).state).toBe('denied');
  expect((await stranger.perform({ ...target, hostKeys: ['SHA256:x'] }, start)).state).toBe('denied');
  const silent = await startListener(() => {});
  expect((await stranger.perform(silent.target, start)).state).toBe('unreachable');
  await stranger.close();
  expect([door.connections(), silent.connections()]).toEqual([2, 1]);
});

test('an abort ends the wait for the next try at once', async () => {
  const stop = new AbortController();
  const shut = await startListener((socket) => {
    socket.resetAndDestroy();
    setImmediate(() => stop.abort());
  });
  expect((await transport.perform(shut.target, start, stop.signal)).state).toBe('cancelled');
});
