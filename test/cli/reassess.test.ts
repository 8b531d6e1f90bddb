import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';
import { practicePlan } from '../helpers/practice-plan';

let folder: string;
/** The plan with which sign-in was restored and verified, on twenty real endpoints. */
let proven: string;
let data: string;
let rows: readonly string[];

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
  proven = path.join(folder, 'proven');
  data = path.join(folder, 'data');
  const fleet = await practicePlan(proven, 20);
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
  const { code, stderr } = await holdfast(
    ...['run', 'sign-in', '--plan', proven, '--as', 'maria.chen', '--yes', '--data', data],
  );
  await fleet.close();
  expect([code, stderr]).toEqual([0, expect.stringContaining('erified')]);
  rows = (await readFile(path.join(proven, 'fleet', 'inventory.csv'), 'utf8')).trimEnd().split('\n');
}, 180_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

/** The plan with another inventory, in a folder of its own. */
async function planWith(name: string, inventory: readonly string[]): Promise<string> {
  const plan = path.join(folder, name);
  await cp(proven, plan, { recursive: true });
  await writeFile(path.join(plan, 'fleet', 'inventory.csv'), `${inventory.join('\n')}\n`);
  return plan;
}
const reassess = (plan: string, ...more: readonly string[]) =>
  holdfast('plan', 'reassess', plan, '--data', data, ...more);
const nameIn = (row: string | undefined) => row?.split(',')[0] ?? '';
const lines = (text: string) => text.split('\n').map((line) => line.trim());

test('the plan on which a service was proven has nothing to prove anew, and ends with 0', async () => {
  const { code, stdout } = await reassess(proven);
  expect([code, stdout.includes('To be proven anew'), stdout.trimEnd().split('\n').at(-1)]).toEqual([
    0,
    false,
    '0 services to be proven anew, 0 changed within what is allowed, 1 as proven, 4 never proven',
  ]);
});

test('a change within what the plan allows is told with its number and name, and ends with 0', async () => {
  const plan = await planWith('one-gone', rows.slice(0, -1));
  const { code, stdout } = await reassess(plan);
  expect([code, lines(stdout)]).toEqual([
    0,
    expect.arrayContaining([
      'Changed since it was proven, within what is allowed',
      '1 endpoint is gone',
      '1 of 19 changed (5.3 %), 10 % may',
      `gone: ${nameIn(rows.at(-1))}`,
    ]),
  ]);
});

test('too much change names the service, its numbers, its runbook and the endpoints, and ends with 1', async () => {
  const moved = rows
    .slice(0, -3)
    .map((row, at) => (at === 1 ? row.replace(/,127\.[0-9.]+,/, ',127.9.9.9,') : row));
  const plan = await planWith('many', moved);
  const text = await reassess(plan);
  const { anew } = JSON.parse((await reassess(plan, '--json')).stdout);
  const gone = rows.slice(-3).map(nameIn);
  expect([text.code, lines(text.stdout)]).toEqual([
    1,
    expect.arrayContaining([
      expect.stringMatching(
        /^Clinical sign-in \(tier 1\) · proven on \d{4}-\d\d-\d\d by INC-0001 · PROVE ANEW: restart-auth-agent$/,
      ),
      expect.stringMatching(
        /^inventory-changed: 3 endpoints are gone and 1 of 17 endpoints is at another address since it was proven on/,
      ),
      '4 of 17 changed (23.5 %), 10 % may',
      `gone: ${gone.join(', ')}`,
      `at another address: ${nameIn(moved[1])}`,
    ]),
  ]);
  expect([anew.length, anew[0].service, anew[0].proveAnew, anew[0].change.removed]).toEqual([
    1,
    'sign-in',
    ['restart-auth-agent'],
    gone,
  ]);
});

test('against another plan folder or inventory only what lies between the two is said', async () => {
  const less = await planWith('less', rows.slice(0, -3));
  const inventory = path.join(folder, 'hosts.csv');
  await writeFile(
    inventory,
    `${rows
      .slice(0, -3)
      .map((row) =>
        row
          .split(',')
          .filter((_, at) => at !== 3)
          .join(','),
      )
      .join('\n')}\n`,
  );
  const [folders, same, file] = [
    await reassess(proven, '--against', less),
    await reassess(proven, '--against', proven),
    await reassess(proven, '--against', inventory),
  ];
  expect([folders.code, lines(folders.stdout)]).toEqual([
    1,
    expect.arrayContaining([
      'More than is allowed',
      'Clinical sign-in (tier 1) · PROVE ANEW: restart-auth-agent',
      '3 of 20 endpoints are new',
      `new: ${rows.slice(-3).map(nameIn).join(', ')}`,
    ]),
  ]);
  expect([same.code, same.stdout.trimEnd()]).toEqual([
    0,
    '0 services to be proven anew, 0 changed otherwise, 5 the same',
  ]);
  expect([file.code, file.stdout, file.stderr]).toEqual([
    1,
    folders.stdout,
    expect.stringContaining('An inventory has no host keys: those are not compared.'),
  ]);
});

test('without a journal nothing is proven, and that is said', async () => {
  const nowhere = path.join(folder, 'nowhere');
  const { code, stdout, stderr } = await holdfast('plan', 'reassess', proven, '--data', nowhere);
  expect([code, stderr.includes(path.join(nowhere, 'journal.db')), stdout.trimEnd()]).toEqual([
    0,
    true,
    expect.stringContaining('0 as proven, 5 never proven'),
  ]);
});

test('what is no plan and no inventory is wrong usage, with what it is', async () => {
  const broken = await planWith('broken', ['name,address,port,user', 'ws-1,not an address,22,']);
  const all = [
    await reassess(folder),
    await reassess(proven, '--against', path.join(folder, 'nothing')),
    await reassess(proven, '--against', broken),
    await reassess(proven, '--against', path.join(broken, 'fleet', 'inventory.csv')),
  ];
  expect(all.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  expect(all.map(({ stderr }) => stderr)).toEqual([
    expect.stringContaining('plan.yaml'),
    expect.stringContaining('is neither a plan folder nor an inventory.'),
    expect.stringContaining('inventory.csv:2'),
    expect.stringContaining('inventory.csv:2'),
  ]);
});
