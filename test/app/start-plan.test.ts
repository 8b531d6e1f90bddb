import { readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { checkSelector, countSelected } from '../../src/app/plan-holder';
import { createStartPlan } from '../../src/app/start-plan';
import { readPlan } from '../../src/plan/read-plan';
import { inventoryAt, templatesFolder, webAndDb } from '../plan/init/new-plan';

const answers = {
  ...{ organisation: 'St. Brendan’s', name: 'Maria Chen', phone: '+1 555 0101', user: 'ops' },
  ...{ groups: ['web', 'db'], template: 'first-look', mode: 'drill' as const },
};

async function begun(folder: string | null, inventory = webAndDb) {
  const path = await inventoryAt(inventory);
  const start = createStartPlan({
    ...{ templates: templatesFolder, now: () => Date.parse('2026-11-25T02:00:00Z'), knownHosts: [] },
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
    ['prod', 'web', 'db'],
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

test('nothing is written before a folder is chosen, and a group that was not found is refused', async () => {
  const { start, at } = await begun(null);
  await expect(start.preview(answers)).rejects.toThrow('Choose an inventory first.');
  await start.chooseInventory();
  expect(await start.chooseFolder()).toBeNull();
  await expect(start.write(answers)).rejects.toThrow('Choose a folder first.');
  await expect(start.preview({ ...answers, groups: ['../x'] })).rejects.toThrow('has no group "../x"');
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
