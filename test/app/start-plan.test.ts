import { readdir, truncate, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';
import { checkSelector, countSelected } from '../../src/app/plan-holder';
import { createPlanWorks } from '../../src/app/plan-reader/plan-works';
import { createStartPlan } from '../../src/app/start-plan';
import { readPlan } from '../../src/plan/read-plan';
import { inventoryAt, templatesFolder, webAndDb } from '../plan/init/new-plan';
import { dyingOn, startReader } from './plan-reader/reader';

const answers = {
  ...{ organisation: 'St. Brendan’s', name: 'Maria Chen', phone: '+1 555 0101', user: 'ops' },
  ...{ services: [{ group: 'web' }, { group: 'db' }], template: 'first-look', mode: 'drill' as const },
};

async function begun(
  folder: string | null,
  inventory = webAndDb,
  reader: ReturnType<typeof createPlanWorks> = createPlanWorks(),
) {
  const path = await inventoryAt(inventory);
  const start = createStartPlan({
    ...{ templates: templatesFolder, now: () => Date.parse('2026-11-25T02:00:00Z'), knownHosts: [] },
    reader: () => reader,
    askFile: async () => path,
    askFolder: async () => (folder === null ? null : join(dirname(path), folder)),
  });
  return { start, at: dirname(path) };
}

test('an inventory chosen in a dialog becomes a plan in the folder chosen in another', async () => {
  const { start, at } = await begun('plan');
  const found = await start.chooseInventory();
  expect([found?.endpoints, found?.needsUser, found?.groups.map(({ name }) => name)]).toEqual([
    3,
    true,
    ['web', 'db', 'prod'],
  ]);
  const { files, schemas } = await start.preview(answers);
  expect([await start.chooseFolder(), await start.write(answers)]).toEqual([
    { folder: join(at, 'plan') },
    join(at, 'plan'),
  ]);
  const { plan, problems } = await readPlan(join(at, 'plan'), {
    checkSelector,
    countSelected,
    nowMs: Date.now(),
  });
  expect(problems.map(({ rule }) => rule)).toEqual(['missing-host-keys']);
  expect([plan?.services.map(({ id }) => id), files.length, schemas]).toEqual([['db', 'web'], 7, 5]);
});

test('with a thread that reads plans the inventory and what is typed are read there, and the plan is the same', async () => {
  await ensureBuilt();
  const { reader, faults } = startReader(dyingOn('startingPoint', 'once'));
  const [here, there] = [await begun('plan'), await begun('plan', webAndDb, reader)];
  const found = await there.start.chooseInventory();
  expect([found, faults.length]).toEqual([await here.start.chooseInventory(), 1]);
  const wrong = { ...answers, services: [{ group: 'web', probe: { by: 'port' as const, at: 'high' } }] };
  const preview = await there.start.preview(wrong);
  expect([preview, preview.problems.length > 0]).toEqual([await here.start.preview(wrong), true]);
});

test('nothing is written before a folder is chosen, and a group that was not found is refused', async () => {
  const { start, at } = await begun(null);
  await expect(start.preview(answers)).rejects.toThrow('Choose an inventory first.');
  await start.chooseInventory();
  expect(await start.chooseFolder()).toBeNull();
  await expect(start.write(answers)).rejects.toThrow('Choose a folder first.');
  await expect(start.preview({ ...answers, services: [{ group: '../x' }] })).rejects.toThrow(
    'has no group "../x"',
  );
  await expect(start.preview({ ...answers, template: '../x' })).rejects.toThrow(
    'There is no template "../x"',
  );
  await expect(start.preview({ ...answers, user: '' })).rejects.toThrow('Say who signs in');
  expect(await readdir(at)).toEqual(['hosts.ini']);
});

test('a user that could be an option of a command line is refused, and nothing is left', async () => {
  const { start, at } = await begun('plan');
  await start.chooseInventory();
  await start.chooseFolder();
  await expect(start.write({ ...answers, user: '-oProxyCommand=x' })).rejects.toThrow('must be a user name');
  expect(await readdir(at)).toEqual(['hosts.ini']);
});

test('a folder that holds something is refused, and stays as it is', async () => {
  const { start, at } = await begun('.');
  await start.chooseInventory();
  await start.chooseFolder();
  await writeFile(join(at, 'mine.txt'), 'mine');
  await expect(start.write(answers)).rejects.toThrow('is not empty');
  expect((await readdir(at)).sort()).toEqual(['hosts.ini', 'mine.txt']);
});

test('one template serves every service, and a service may have its own, and a probe of its own', async () => {
  const { start, at } = await begun('plan');
  await start.chooseInventory();
  await start.chooseFolder();
  const web = {
    ...{ group: 'web', template: 'expired-certificate' },
    probe: { by: 'http' as const, at: 'https://portal.example/health' },
  };
  await start.write({ ...answers, services: [web, { group: 'db' }] });
  const { plan } = await readPlan(join(at, 'plan'), { checkSelector, countSelected, nowMs: Date.now() });
  expect(
    plan?.services.map(({ id, restore, probes, escalation }) => [
      ...[id, restore, probes.map((each) => [each.id, each.look.by])],
      escalation.flatMap(({ when }) => ('probe' in when ? [when.probe] : [])),
    ]),
  ).toEqual([
    ['db', 'first-look', [['login', 'ssh']], []],
    ['web', 'expired-certificate', [['web', 'http']], ['web']],
  ]);
});

test('what was typed and would be refused is said before anything is written', async () => {
  const { start } = await begun('plan');
  await start.chooseInventory();
  const broken = { group: 'web', probe: { by: 'port' as const, at: 'high' } };
  const { problems } = await start.preview({ ...answers, services: [broken] });
  expect(problems.map(({ file, rule }) => [file, rule])).toEqual([['services/web.yaml', 'wrong-value']]);
  expect((await start.preview(answers)).problems).toEqual([]);
});

test('it says which key would sign in and whether this machine has it', async () => {
  const named = (key: string) =>
    webAndDb.replace('[db]', `[all:vars]\nansible_ssh_private_key_file=${key}\n[db]`);
  const gone = await (await begun('plan', named('/no/such/key'))).start.chooseInventory();
  expect(gone?.login.key).toBe('/no/such/key');
  expect(['agent', 'none']).toContain(gone?.login.is);
});

describe('an inventory that cannot be begun with says what it is and what would be right', () => {
  test.each([
    ['a folder', '.', /is a folder\. Name the inventory itself/],
    ['not there', 'gone.ini', /does not exist/],
    ['without hosts', 'none.ini', /none\.ini has no endpoints\. Add hosts/],
    ['binary', 'binary.ini', /is not UTF-8 text/],
    ['larger than is read', 'huge.ini', /has 64000001 bytes; at most 64000000 are read/],
  ])('%s', async (_, file, words) => {
    const path = await inventoryAt('[web]\n', 'none.ini');
    await writeFile(join(dirname(path), 'binary.ini'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0]));
    await writeFile(join(dirname(path), 'huge.ini'), '');
    await truncate(join(dirname(path), 'huge.ini'), 64_000_001);
    const start = createStartPlan({
      ...{ templates: templatesFolder, now: Date.now, knownHosts: [], reader: createPlanWorks },
      askFile: async () => join(dirname(path), file),
      askFolder: async () => null,
    });
    await expect(start.chooseInventory()).rejects.toThrow(words);
    // Nor is what was chosen before taken in its place.
    await expect(start.preview(answers)).rejects.toThrow('Choose an inventory first.');
  });
});

test('a place that cannot be written says why, and nothing is left there', async () => {
  const { start, at } = await begun('hosts.ini/plan');
  await start.chooseInventory();
  await start.chooseFolder();
  await expect(start.write(answers)).rejects.toThrow('is a file, or lies below one');
  expect(await readdir(at)).toEqual(['hosts.ini']);
});
