import { cp, mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';

const fixtures = path.resolve(import.meta.dirname, '../fixtures');
const lamp = path.join(fixtures, 'inventories/lamp/hosts');
const cluster = path.join(fixtures, 'inventories/cluster/inventory.ini');
const jobs = path.join(fixtures, 'rundeck-jobs.yaml');
const demoPlan = path.resolve(import.meta.dirname, '../../resources/demo-plan');
let folder: string;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test('an inventory is shown by group and label, with what is not used, and ends with 0', async () => {
  const { code, stdout } = await holdfast('import', 'inventory', lamp);
  expect([code, stdout.split('\n')]).toEqual([
    0,
    [
      'hosts:20:1 warning secret-in-inventory  The variable "db_password" looks like a secret and is not used. Holdfast takes no secrets from inventories; keep them out of the plan folder.',
      'hosts:25:1 warning not-mapped  The variable "max_clients: 200" is no label: its name has other signs than letters, digits, dots, dashes and underscores. Nothing needs to be done if no selector asks for it.',
      'hosts:29:1 warning not-mapped  The variable "ansible_become" is not used: each step of a runbook says itself whether it becomes another user. Write "become: true" for root, or "become: { user: … }", at the steps that need it; without it they run as the user who signs in.',
      '',
      `${lamp}: ansible-ini, 8 endpoints, 0 errors, 3 warnings`,
      'Groups    lamp 7 · webservers 4 · dbservers 3 · monitoring 1',
      'site      dmz 4 · north 3',
      'ntp_server ntp.example.com 7',
      'http_port 80 3 · 8080 1',
      'note      watches # everything 1',
      'web01.example.com deploy@web01.example.com:22',
      'web02.example.com deploy@web02.example.com:22',
      'web03.example.com deploy@web03.example.com:22',
      'web04.example.com deploy@web04.example.com:2222',
      'db-a.example.com dba@db-a.example.com:22',
      '… and 3 more (--csv or --json for all)',
      '',
    ],
  ]);
});

test('as CSV it is the same inventory, groups and ways and all', async () => {
  const { code, stdout, stderr } = await holdfast('import', 'inventory', cluster, '--csv');
  const file = path.join(folder, 'all.csv');
  await writeFile(file, stdout);
  const [before, after] = await Promise.all(
    [cluster, file].map(async (each) =>
      JSON.parse((await holdfast('import', 'inventory', each, '--json')).stdout),
    ),
  );
  const plain = (endpoints: readonly { readonly jump?: readonly { readonly name: string }[] }[]) =>
    endpoints.map(({ jump, ...rest }) => ({ ...rest, jump: jump?.map(({ name: _, ...hop }) => hop) }));
  expect([code, stderr.split('\n').length, before.format, after.format, plain(after.endpoints)]).toEqual([
    0,
    5,
    'ansible-ini',
    'csv',
    plain(before.endpoints),
  ]);
});

test('an inventory with mistakes ends with 1, prints no CSV, and one that is not there with 2', async () => {
  const file = path.join(folder, 'hosts');
  await writeFile(file, '[web]\nweb[0:99999999]\n');
  const bad = await holdfast('import', 'inventory', file, '--csv');
  const missing = await holdfast('import', 'inventory', path.join(folder, 'nowhere'));
  const wrong = await holdfast('import', 'inventory', file, '--format', 'toml');
  expect([bad.code, bad.stdout, bad.stderr, missing.code, wrong.code]).toEqual([
    1,
    '',
    'hosts:2:1 error bad-range  "web[0:99999999]" names 100,000,000 hosts; at most 100,000 are read. Correct the end of the range.\n',
    2,
    2,
  ]);
});

test('jobs of Rundeck are printed as runbooks, and what is not mapped goes to the other stream', async () => {
  const { code, stdout, stderr } = await holdfast('import', 'rundeck-job', jobs, '--owner', 'maria.chen');
  expect([code, stdout.includes('owner: maria.chen'), stderr.trim().split('\n').length]).toEqual([
    0,
    true,
    18,
  ]);
});

test('jobs are written into a folder, and nothing there is ever overwritten', async () => {
  const out = path.join(folder, 'runbooks');
  await mkdir(out);
  const first = await holdfast('import', 'rundeck-job', jobs, '--out', out);
  const text = await readFile(path.join(out, 'restart-the-auth-agent.yaml'), 'utf8');
  await writeFile(path.join(out, 'restart-the-auth-agent.yaml'), 'mine');
  const second = await holdfast('import', 'rundeck-job', jobs, '--out', out);
  expect([first.code, await readdir(out), text.startsWith('# From the Rundeck jobs'), second.code]).toEqual([
    0,
    ['restart-the-auth-agent.yaml'],
    true,
    2,
  ]);
  expect([
    second.stderr.includes('exists already'),
    await readFile(path.join(out, 'restart-the-auth-agent.yaml'), 'utf8'),
  ]).toEqual([true, 'mine']);
});

describe('jobs written into a plan', () => {
  const into = (out: string, ...more: readonly string[]) =>
    holdfast('import', 'rundeck-job', jobs, '--out', out, ...more);
  const plan = async (name: string) => {
    const at = path.join(folder, name);
    await cp(demoPlan, at, { recursive: true });
    const before = await readdir(at, { recursive: true });
    const added = async () =>
      (await readdir(at, { recursive: true })).filter((file) => !before.includes(file));
    return { at, added };
  };
  test.each(['', 'runbooks'])('go into its runbooks and have an owner whom it knows (%j)', async (below) => {
    const { at, added } = await plan(`plan-${below}`);
    const { code, stdout, stderr } = await into(path.join(at, below), '--owner', 'maria.chen');
    const file = 'runbooks/restart-the-auth-agent.yaml';
    expect([code, stdout.trim(), await added()]).toEqual([1, path.join(at, file), [file]]);
    // What the job leaves to be said: a value without a default, and a job that is not there.
    expect(stderr.split('\n').filter((line) => / error |^Written/.test(line))).toEqual([
      expect.stringContaining(`${file}:20:5 error missing-field`),
      expect.stringContaining(`${file}:42:14 error unknown-runbook`),
      'Written, with 2 errors: until they are put right the plan is refused, and the last good one stays in force.',
    ]);
    expect(await readFile(path.join(at, file), 'utf8')).toContain('owner: maria.chen');
  });
  test.each([
    [
      ['--owner', 'mario.chen'],
      'the plan names nobody by that name. Did you mean "maria.chen"? Nothing was written.',
    ],
    [[], 'A runbook of a plan has an owner. Add --owner <person>. The plan has: maria.chen,'],
  ])('are refused with %j', async (owner, words) => {
    const { at, added } = await plan(`refused-${owner.length}`);
    const { code, stderr } = await into(at, ...owner);
    expect([code, stderr.includes(words), await added()]).toEqual([2, true, []]);
  });
  test('are refused where its runbooks lead out of it, or its people cannot be read', async () => {
    const { at } = await plan('odd');
    await rm(path.join(at, 'runbooks'), { recursive: true });
    const elsewhere = await emptyFolder();
    await symlink(elsewhere, path.join(at, 'runbooks'));
    const linked = await into(at, '--owner', 'maria.chen');
    await writeFile(path.join(at, 'plan.yaml'), 'people: none\n');
    const unread = await into(at, '--owner', 'maria.chen');
    expect([linked.code, linked.stderr.includes('leads out of the plan'), await readdir(elsewhere)]).toEqual([
      ...[2, true, []],
    ]);
    expect([unread.code, unread.stderr.includes('The people of the plan cannot be read')]).toEqual([2, true]);
  });
});
