import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { passwordOf, passwordTransport } from '../../src/app/password-transport';
import type { Target, Transport } from '../../src/execution/transport';
import { temporaryFolder } from '../helpers/journal-file';
import { ok } from '../helpers/scripted-transport';

const command = { command: 'true', timeoutMs: 1_000 };
const organisation = 'Town';
const target = (name: string): Target => ({ name, address: 'a', port: 1, user: 'ops', hostKeys: [] });

/** Endpoints that take `right`, and every password they were reached with. */
function endpoints() {
  const opened: string[] = [];
  const open = (password: string): Transport => {
    opened.push(password);
    return {
      perform: async () => ok,
      warm: async ({ targets }) =>
        password === 'right'
          ? { connected: targets.length, failed: [] }
          : {
              connected: 0,
              failed: targets.map(({ name }) => ({ name, because: 'refused', isLoginRefused: true })),
            },
      close: async () => {},
    };
  };
  return { open, opened };
}

test('a password is asked for once, and again when three endpoints refused it', async () => {
  const { open, opened } = endpoints();
  const asked: boolean[] = [];
  let answer: (password: string) => void = () => {};
  const again = new Promise<string>((resolve) => {
    answer = resolve;
  });
  const transport = passwordTransport(
    { organisation },
    async (_organisation, isAgain) => {
      asked.push(isAgain);
      return isAgain ? again : 'wrong';
    },
    open,
  );
  const some = ['a', 'b', 'c', 'd'].map((name) => transport.perform(target(name), command));
  expect((await Promise.all(some)).map(({ state }) => state)).toEqual(Array(4).fill('denied'));
  expect((await transport.perform(target('e'), command)).state).toBe('denied');
  answer('right');
  await new Promise((resolve) => setImmediate(resolve));
  expect((await transport.perform(target('a'), command)).state).toBe('ok');
  expect([asked, opened]).toEqual([
    [false, true],
    ['wrong', 'right'],
  ]);
});

test('where nobody gives the password, nothing is opened and every endpoint says why', async () => {
  const { open, opened } = endpoints();
  const transport = passwordTransport({ organisation }, undefined, open);
  expect(await transport.perform(target('a'), command)).toMatchObject({
    state: 'denied',
    output: 'the endpoints ask for a password that nobody gave',
  });
  expect(opened).toEqual([]);
});

test('a password in a file is read when it is needed, and not from a file that everybody can read', async () => {
  const file = path.join(temporaryFolder(), 'password');
  const plan = { organisation, password: '~/password' };
  const found = passwordOf(plan, { '~/password': file });
  const { open, opened } = endpoints();
  await writeFile(file, 'right\n', { mode: 0o644 });
  const exposed = passwordTransport(found ?? { organisation }, undefined, open);
  expect(await exposed.perform(target('a'), command)).toMatchObject({
    state: 'denied',
    output: expect.stringContaining('open to everyone'),
  });
  const closed = path.join(temporaryFolder(), 'password');
  await writeFile(closed, 'right\n', { mode: 0o600 });
  const good = passwordTransport(
    passwordOf(plan, { '~/password': closed }) ?? { organisation },
    undefined,
    open,
  );
  expect((await good.perform(target('a'), command)).state).toBe('ok');
  expect(opened).toEqual(['right']);
});
