import { readFile, symlink, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { adopt, openConsole, wardPlan } from '../helpers/console';
import { startTestFleet, type TestFleet } from '../helpers/fleet';

let fleet: TestFleet;
beforeAll(async () => {
  fleet = await startTestFleet(3);
});
afterAll(() => fleet.close());

/** A console on a plan of three endpoints that answer, one that closes the door, and one behind a bastion. */
async function asking(signedIn: string | null = 'maria.chen', files: Readonly<Record<string, string>> = {}) {
  const mute = createServer((socket) => socket.end());
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void mute.close());
  const { port } = mute.address() as AddressInfo;
  const known = fleet.fleet.endpoints.map(({ name, address, port: at }) => `${name},${address},${at},,,`);
  const rows = [
    ...['name,address,port,user,role,jump', ...known.map((each) => each.replace(/,,,$/, ',,workstation,'))],
    ...[`mute,127.0.0.1,${port},,workstation,`, 'refusing,127.0.0.1,1,,workstation,'],
    ...['lost,no-such-host.invalid,22,,workstation,', 'inner,10.9.9.9,22,,workstation,refusing'],
  ];
  const console = openConsole();
  const root = await adopt(console, {
    ...wardPlan,
    'fleet/inventory.csv': `${rows.join('\n')}\n`,
    'fleet/known_hosts': '# ours, without an end of its line',
    ...files,
  });
  if (signedIn !== null) await console.handlers['operator.signIn']({ person: signedIn });
  const onFile = () => readFile(path.join(root, 'fleet/known_hosts'), 'utf8');
  return { console, root, onFile, look: () => console.handlers['keys.look']({}) };
}

test('a look says who showed which keys and why the others showed none, and keeps nothing', async () => {
  const { onFile, look } = await asking();
  const { shown, keys, silent, behind } = await look();
  expect(shown.map(({ name, keys: [key] }) => [name, key?.fingerprint])).toEqual(
    fleet.fleet.endpoints.map(({ name, hostKeyFingerprint }) => [name, hostKeyFingerprint]),
  );
  expect([keys, behind, [...silent].sort((a, b) => (a.cause < b.cause ? -1 : 1))]).toEqual([
    3,
    1,
    [
      { cause: 'ConnectRefused', machines: 1, some: ['refusing'] },
      { cause: 'HostNotFound', machines: 1, some: ['lost'] },
      { cause: 'NoKeyShown', machines: 1, some: ['mute'] },
    ],
  ]);
  expect(await onFile()).toBe('# ours, without an end of its line');
});

test('kept keys are in force at once, in the journal, and noted in the file as compared by nobody', async () => {
  const { console, onFile, look } = await asking();
  const { digest } = await look();
  expect(await console.handlers['keys.keep']({ digest })).toEqual({
    ...{ file: 'fleet/known_hosts', keys: 3, machines: 3 },
  });
  expect(await onFile()).toMatch(
    /^# ours, without an end of its line\n# Trusted on first use \S+Z by Maria Chen at this console: nobody compared these fingerprints\.\n# SHA256:\S+\n\[127/,
  );
  const without = console.core.plans.status().plan?.endpoints.filter(({ hostKeys }) => hostKeys.length === 0);
  expect(without?.map(({ name }) => name)).toEqual(['mute', 'refusing', 'lost', 'inner']);
  const record = console.core.ledger.recent().findLast(({ type }) => type === 'plan.edited');
  expect([record?.actor, record?.type === 'plan.edited' && record.data.file]).toEqual([
    'person:maria.chen',
    'fleet/known_hosts',
  ]);
  // The same press again keeps nothing a second time.
  await expect(console.handlers['keys.keep']({ digest })).rejects.toThrow('Look again');
});

test.each([
  ['nobody has signed in', null, 'Say who you are'],
  ['an observer asks', 'eve', 'observe'],
])('keys are not kept while %s', async (_, person, words) => {
  const { console, onFile, look } = await asking(person);
  const { digest } = await look();
  await expect(console.handlers['keys.keep']({ digest })).rejects.toThrow(words);
  expect(await onFile()).toBe('# ours, without an end of its line');
});

test('other keys than those that were listed are never kept', async () => {
  const { console, root, onFile, look } = await asking();
  await expect(console.handlers['keys.keep']({ digest: 'a'.repeat(64) })).rejects.toThrow('Look again');
  const { digest } = await look();
  await expect(console.handlers['keys.keep']({ digest: 'a'.repeat(64) })).rejects.toThrow('Look again');
  await writeFile(path.join(root, 'plan.yaml'), wardPlan['plan.yaml'].replace('Example', 'St. Mary'));
  await console.until(() => console.core.plans.status().plan?.organisation === 'St. Mary');
  await expect(console.handlers['keys.keep']({ digest })).rejects.toThrow('The plan has changed');
  expect(await onFile()).toBe('# ours, without an end of its line');
});

test('a known_hosts that leads out of the folder is not written to', async () => {
  const elsewhere = path.join(fleet.dir, 'elsewhere');
  await writeFile(elsewhere, '');
  const { console, root, look } = await asking('maria.chen', {
    'plan.yaml': wardPlan['plan.yaml'].replace('fleet:\n', 'fleet:\n  known_hosts: fleet/ours\n'),
  });
  const { digest } = await look();
  await symlink(elsewhere, path.join(root, 'fleet/ours'));
  await expect(console.handlers['keys.keep']({ digest })).rejects.toThrow('leads out of the plan folder');
  expect(await readFile(elsewhere, 'utf8')).toBe('');
});
