import { access, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { allRecords } from '../../src/app/export-incident';
import { readJournal } from '../../src/store/journal-reader';
import { built, emptyFolder, holdfast } from '../helpers/holdfast';
import { practicePlan } from '../helpers/practice-plan';

const demoPlan = path.resolve(import.meta.dirname, '../../resources/demo-plan');
let folder: string;

beforeAll(async () => {
  await built();
  folder = await emptyFolder();
}, 120_000);
afterAll(() => rm(folder, { recursive: true, force: true }));

test.each([
  '',
  'plan check',
  'plan readiness',
  'plan reassess',
  'plan init',
  'plan templates',
  'plan add-template',
  'plan schemas',
  'plan keys',
  'import inventory',
  'import rundeck-job',
  'run',
  'preflight',
  'retry',
  'resume',
  'rollback',
  'passed',
  'reconcile',
  'stand-down',
  'drill',
  'export',
  'verify',
  'fleet serve',
  'status',
  'pin set',
  'pin status',
])('holdfast %s --help explains itself and ends with 0', async (words) => {
  const { code, stdout } = await holdfast(...words.split(' ').filter(Boolean), '--help');
  expect([code, stdout.startsWith('Usage: holdfast')]).toEqual([0, true]);
});

test('an unknown command ends with 2 and names the help', async () => {
  const { code, stderr } = await holdfast('restore-everything');
  expect([code, stderr.includes('holdfast --help')]).toEqual([2, true]);
});

test.each([
  ['run', 'sign-in'],
  ['retry', 'RUN-0001'],
])(
  '%s that nobody could confirm is refused before it opens, declares or takes anything',
  async (...words) => {
    const data = path.join(folder, 'nobody');
    const { code, stderr } = await holdfast(
      ...words,
      '--plan',
      demoPlan,
      '--as',
      'maria.chen',
      '--data',
      data,
    );
    expect([code, stderr.includes('add --yes'), await access(data).catch((error) => error.code)]).toEqual([
      ...[2, true, 'ENOENT'],
    ]);
  },
);

test('the plan that ships with the product has no errors', async () => {
  const { code, stdout } = await holdfast('plan', 'check', demoPlan, '--json');
  expect([code, JSON.parse(stdout).errors]).toEqual([0, 0]);
});

test('what a plan lacks ends with 1 only when it is strict, and stands with its rule and what would be right', async () => {
  const plain = await holdfast('plan', 'check', demoPlan, '--json');
  const strict = await holdfast('plan', 'check', demoPlan, '--strict');
  const [first] = JSON.parse(plain.stdout).problems;
  expect([plain.code, strict.code, first.severity, Object.keys(first).sort()]).toEqual([
    0,
    1,
    'warning',
    ['column', 'file', 'fix', 'line', 'message', 'rule', 'severity'],
  ]);
});

test('a console says for each service what it lacks to restore it without a network', async () => {
  const { code, stdout } = await holdfast('plan', 'readiness', demoPlan, '--data', folder, '--json');
  const { ready, total, services } = JSON.parse(stdout);
  const missing = services[0].items
    .filter(({ ok }: { ok: boolean }) => !ok)
    .map(({ id }: { id: string }) => id);
  expect([code, ready, total, services[0].service, missing.includes('host-keys')]).toEqual([
    1,
    0,
    5,
    'prescribing',
    true,
  ]);
});

test('a plan with a mistake ends with 1 and says file, line, what is wrong and what would be right', async () => {
  const plan = path.join(folder, 'plan');
  await cp(demoPlan, plan, { recursive: true });
  await writeFile(path.join(plan, 'services', 'imaging.yaml'), 'id: imaging\nname: Imaging\ntire: 2\n');
  const { code, stdout } = await holdfast('plan', 'check', plan);
  const line = stdout.split('\n').find((each) => each.includes('tire'));
  expect([code, line?.startsWith('services/imaging.yaml:3:'), line?.includes('"tier"')]).toEqual([
    1,
    true,
    true,
  ]);
});

test('a run by someone the plan does not name is refused before anything is sent', async () => {
  const { code, stdout } = await holdfast(
    ...[
      'run',
      'sign-in',
      '--plan',
      demoPlan,
      '--as',
      'mallory',
      '--yes',
      '--json',
      '--data',
      path.join(folder, 'data'),
    ],
  );
  expect([code, JSON.parse(stdout).error.message]).toEqual([
    2,
    expect.stringContaining('names no person "mallory"'),
  ]);
});

test('a file that is no bundle does not verify', async () => {
  const file = path.join(folder, 'notes.json');
  await writeFile(file, '{"hello": 1}');
  const { code, stdout } = await holdfast('verify', file, '--json');
  expect([code, JSON.parse(stdout).row]).toEqual([1, 0]);
});

test('status without a journal says where it looked', async () => {
  const { code, stderr } = await holdfast('status', '--data', path.join(folder, 'nowhere'));
  expect([code, stderr]).toEqual([2, expect.stringContaining(path.join(folder, 'nowhere', 'journal.db'))]);
});

test('a run on a healthy service ends at once and sends nothing', async () => {
  const plan = path.join(folder, 'healthy');
  const fleet = await practicePlan(plan, 12);
  const { code, stderr } = await holdfast(
    ...[
      'run',
      'sign-in',
      '--plan',
      plan,
      '--as',
      'maria.chen',
      '--yes',
      '--data',
      path.join(folder, 'healthy-data'),
    ],
  );
  await fleet.close();
  expect([code, stderr]).toEqual([3, expect.stringContaining('Nothing to restore, nothing was sent.')]);
});

test('a run by someone who may not is refused by name, and the refusal is in the journal', async () => {
  const plan = path.join(folder, 'refused');
  const fleet = await practicePlan(plan, 12);
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
  const data = path.join(folder, 'refused-data');
  const { code, stderr } = await holdfast(
    ...['run', 'sign-in', '--plan', plan, '--as', 'ana.silva', '--yes', '--data', data],
  );
  await fleet.close();
  const journal = readJournal(path.join(data, 'journal.db'));
  const types = [...allRecords(journal)].map((each) => each.type);
  journal.close();
  expect([
    code,
    stderr.includes('Ana Silva may not start recovery'),
    types.includes('authority.refused'),
    types.includes('run.started'),
  ]).toEqual([3, true, true, false]);
});

test('a run that needs a second person says so before anything is declared', async () => {
  const plan = path.join(folder, 'two');
  const fleet = await practicePlan(plan, 12);
  const file = path.join(plan, 'services', 'sign-in.yaml');
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/mode: automatic/, 'mode: two-person').replace(/veto: 45s,?/, ''));
  await fleet.control({ act: 'break', service: 'auth-agent', share: 1 });
  const data = path.join(folder, 'two-data');
  const { code, stderr } = await holdfast(
    ...['run', 'sign-in', '--plan', plan, '--as', 'maria.chen', '--yes', '--data', data],
  );
  await fleet.close();
  const journal = readJournal(path.join(data, 'journal.db'));
  const types = [...allRecords(journal)].map((each) => each.type);
  journal.close();
  expect([code, stderr.includes('restored by two people'), types.includes('incident.declared')]).toEqual([
    3,
    true,
    false,
  ]);
});

test('a damaged history refuses no plan, and ends the check with 1', async () => {
  const plan = path.join(folder, 'damaged-history');
  await cp(demoPlan, plan, { recursive: true });
  await mkdir(path.join(plan, 'history'), { recursive: true });
  await writeFile(path.join(plan, 'history/tickets.csv'), 'source,id\n"csv');
  const { code, stdout } = await holdfast('plan', 'check', plan, '--json');
  const { ok, problems } = JSON.parse(stdout);
  const [first] = problems;
  expect([code, ok, first.file, first.line, first.rule]).toEqual([
    1,
    true,
    'history/tickets.csv',
    2,
    'csv-quote',
  ]);
});
