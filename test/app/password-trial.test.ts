import { expect, test } from 'vitest';
import { givenUp, mostRefusals, onTrial } from '../../src/app/password-trial';
import type { Target, Transport } from '../../src/execution/transport';
import { ok } from '../helpers/scripted-transport';

type Door = 'takes' | 'refuses' | 'away';
const command = { command: 'true', timeoutMs: 1_000 };
const targets = (count: number): Target[] =>
  Array.from({ length: count }, (_, index) => ({
    ...{ name: `e${index}`, address: '127.0.0.1', port: index, user: 'ops', hostKeys: [] },
  }));

/** Endpoints that answer as `doorOf` says; a login is open until the next turn of the event loop. */
function fleet(doorOf: (name: string) => Door) {
  const heard: string[] = [];
  const secrets: unknown[] = [];
  let open = 0;
  let mostOpen = 0;
  const knock = async (name: string): Promise<Door> => {
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    await new Promise((resolve) => setImmediate(resolve));
    open -= 1;
    if (doorOf(name) !== 'away') heard.push(name);
    return doorOf(name);
  };
  const inner: Transport = {
    async perform({ name }, { secrets: some }) {
      secrets.push(some);
      if (doorOf(name) === 'takes') return ok;
      return { state: 'unreachable', cause: 'ConnectRefused', output: '', tookMs: 0 };
    },
    async warm({ targets: all }) {
      const doors = await Promise.all(all.map(async ({ name }) => ({ name, door: await knock(name) })));
      return {
        connected: doors.filter(({ door }) => door === 'takes').length,
        failed: doors
          .filter(({ door }) => door !== 'takes')
          .map(({ name, door }) => ({ name, because: door, isLoginRefused: door === 'refuses' })),
      };
    },
    close: async () => {},
  };
  let gaveUp = 0;
  const transport = onTrial(inner, 'secret', () => {
    gaveUp += 1;
  });
  return { transport, heard, secrets, mostOpen: () => mostOpen, gaveUp: () => gaveUp };
}

test('a wrong password is heard by three endpoints of a thousand, and every other says why it let nobody in', async () => {
  const { transport, heard, gaveUp } = fleet(() => 'refuses');
  const ends = await Promise.all(targets(1_000).map((each) => transport.perform(each, command)));
  expect([heard.length, gaveUp()]).toEqual([mostRefusals, 1]);
  expect(new Set(ends.map(({ state }) => state))).toEqual(new Set(['denied']));
  expect(ends.filter((end) => 'output' in end && end.output === givenUp)).toHaveLength(997);
});

test('opening connections does not say a wrong password to more endpoints than commands do', async () => {
  const { transport, heard } = fleet(() => 'refuses');
  const all = targets(50);
  const chunks = [all.slice(0, 25), all.slice(25)];
  const warm = chunks.map((some) => transport.warm?.({ targets: some, keepMs: 1_000 }));
  await Promise.all([...warm, ...all.map((each) => transport.perform(each, command))]);
  expect(heard).toHaveLength(mostRefusals);
  expect((await warm[0])?.failed.at(-1)).toMatchObject({ because: givenUp });
});

test('until an endpoint has taken it, at most three hear the password at a time', async () => {
  const { transport, mostOpen } = fleet((name) => (name === 'e5' ? 'takes' : 'away'));
  await Promise.all(targets(100).map((each) => transport.perform(each, command)));
  expect(mostOpen()).toBe(mostRefusals);
});

test('once an endpoint has taken it, others may refuse it and the rest still hears it', async () => {
  const { transport, gaveUp } = fleet((name) => (name === 'e0' || name === 'e1' ? 'refuses' : 'takes'));
  const ends = await Promise.all(targets(100).map((each) => transport.perform(each, command)));
  expect(ends.map(({ state }) => state)).toEqual(targets(100).map((_, i) => (i < 2 ? 'denied' : 'ok')));
  expect(gaveUp()).toBe(0);
});

test('what endpoints say is masked with the password, too', async () => {
  const { transport, secrets } = fleet(() => 'takes');
  await transport.perform(targets(1)[0] as Target, { ...command, secrets: ['other'] });
  expect(secrets).toEqual([['other', 'secret']]);
});
