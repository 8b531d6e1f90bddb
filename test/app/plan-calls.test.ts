import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { calls } from '../../src/ipc/contract';
import { adopt, openConsole, wardPlan } from '../helpers/console';
import { temporaryFolder } from '../helpers/journal-file';

const file = 'services/sign-in.yaml';
const mistakes = <T extends { readonly severity: string }>(found: readonly T[]) =>
  found.filter(({ severity }) => severity === 'error');

async function editing(person: string | null = 'maria.chen') {
  const data = temporaryFolder();
  const console = openConsole({ folder: data });
  const root = await adopt(console);
  if (person !== null) await console.handlers['operator.signIn']({ person });
  const opened = await console.handlers['plan.read']({ file });
  const from = opened.base?.digest ?? null;
  const base = opened.base?.text ?? '';
  const preview = (
    text: string,
    edits: Parameters<(typeof console.handlers)['plan.previewEdit']>[0]['edits'] = [],
  ) => console.handlers['plan.previewEdit']({ file, from, base, text, edits, whole: true });
  const onDisk = () => readFile(path.join(root, file), 'utf8');
  return { console, data, root, opened, from, base, preview, onDisk };
}

test('a saved edit is in the folder, in the journal with who made it, and then in force', async () => {
  const { console, opened, from, preview, onDisk } = await editing();
  const edited = await preview(opened.text, [{ op: 'set', path: ['objectives', 'rto'], value: '20m' }]);
  expect([edited.because, mistakes(edited.problems), edited.elsewhere]).toEqual([null, [], []]);
  const saved = await console.handlers['plan.save']({ file, from, text: edited.text });
  expect([saved.state, await onDisk()]).toEqual(['saved', opened.text.replace('rto: 15m', 'rto: 20m')]);
  const record = console.core.ledger.recent().findLast(({ type }) => type === 'plan.edited');
  const to = saved.state === 'saved' ? saved.version.digest : '';
  expect([record?.actor, record?.data]).toEqual([
    'person:maria.chen',
    { person: 'maria.chen', file, from, to },
  ]);
  const inForce = await console.until(() =>
    console.core.plans.status().plan?.services.find(({ objectives }) => objectives.rtoMs === 1_200_000),
  );
  expect(inForce.id).toBe('sign-in');
});

test('a draft with a mistake, alone or with other files, is not saved and not lost', async () => {
  const { console, opened, from, preview, onDisk } = await editing();
  const own = await preview(opened.text.replace('rto: 15m', 'rto: 5h'));
  const other = await preview(opened.text.replace('restore: restart-agent', 'restore: nothing'));
  const save = (text: string) => console.handlers['plan.save']({ file, from, text });
  expect([mistakes(own.problems).map(({ path: at }) => at.join('.')), (await save(own.text)).state]).toEqual([
    ['objectives.rto'],
    'refused',
  ]);
  expect([mistakes(other.problems).length > 0, (await save(other.text)).state]).toEqual([true, 'refused']);
  const again = await console.handlers['plan.read']({ file });
  expect([again.text, again.base?.digest, await onDisk()]).toEqual([other.text, from, opened.text]);
});

test('what a draft breaks in other files is said and refused, and what was broken there before is not', async () => {
  const { console, root } = await editing();
  const read = async (name: string) => {
    const { base } = await console.handlers['plan.read']({ file: name });
    return { from: base?.digest ?? null, base: base?.text ?? '' };
  };
  const people = { file: 'plan.yaml', ...(await read('plan.yaml')) };
  const text = people.base.replace('id: maria.chen', 'id: mia.chen');
  const broken = await console.handlers['plan.previewEdit']({ ...people, text, edits: [], whole: true });
  expect([...new Set(broken.elsewhere?.map((each) => each.file))]).toEqual([
    'runbooks/restart-agent.yaml',
    file,
  ]);

  const runbook = { file: 'runbooks/restart-agent.yaml', ...(await read('runbooks/restart-agent.yaml')) };
  await writeFile(path.join(root, file), wardPlan[file].replace('rto: 15m', 'rto: 5h'));
  await console.until(() => console.core.plans.status().problems.length > 0);
  const better = { file: runbook.file, from: runbook.from, text: `${runbook.base}# looked over\n` };
  expect((await console.handlers['plan.save'](better)).state).toBe('saved');
});

test('nobody who has not said who they are, and no observer, changes the plan', async () => {
  for (const [person, words] of [
    [null, 'Say who you are before you change the plan.'],
    ['eve', 'observer'],
  ] as const) {
    const { console, opened, from, onDisk } = await editing(person);
    const save = console.handlers['plan.save']({ file, from, text: `${opened.text}# mine\n` });
    await expect(save).rejects.toThrow(words);
    expect(await onDisk()).toBe(opened.text);
  }
});

test('a file that was changed in the folder meanwhile is a conflict, and the draft stays', async () => {
  const { console, root, opened, from, preview } = await editing();
  const mine = await preview(opened.text.replace('rto: 15m', 'rto: 20m'));
  const theirs = opened.text.replace('tier: 1', 'tier: 2');
  await writeFile(path.join(root, file), theirs);
  const saved = await console.handlers['plan.save']({ file, from, text: mine.text });
  const again = await console.handlers['plan.read']({ file });
  expect([saved.state, again.text, again.base?.digest, again.onDisk?.text]).toEqual([
    'conflict',
    mine.text,
    from,
    theirs,
  ]);
});

test('a draft outlives the console, and the list of files names it; back at the beginning it is none', async () => {
  const { console, data, root, opened, preview } = await editing();
  await preview(`${opened.text}# mine\n`);
  await console.close();
  const next = openConsole({ folder: data });
  await next.core.plans.open(root);
  const [read, files] = [await next.handlers['plan.read']({ file }), await next.handlers['plan.files']({})];
  expect([read.text, files.filter(({ hasDraft }) => hasDraft).map((each) => each.file)]).toEqual([
    `${opened.text}# mine\n`,
    [file],
  ]);
  const from = read.base?.digest ?? null;
  await next.handlers['plan.previewEdit']({
    file,
    from,
    base: opened.text,
    text: opened.text,
    edits: [],
    whole: false,
  });
  expect((await next.handlers['plan.files']({})).some(({ hasDraft }) => hasDraft)).toBe(false);
});

test('the files are listed with what they call themselves and what is wrong with them', async () => {
  const { console } = await editing();
  const files = await console.handlers['plan.files']({});
  expect(files.map((each) => [each.file, each.kind, each.name, each.errors])).toEqual([
    ['plan.yaml', 'plan', 'Example', 0],
    ['services/sign-in.yaml', 'service', 'Clinical sign-in', 0],
    ['runbooks/restart-agent.yaml', 'runbook', 'Restart the agent', 0],
  ]);
});

test('plan.yaml lists its people and channels as its draft has them', async () => {
  const { console } = await editing();
  const { base } = await console.handlers['plan.read']({ file: 'plan.yaml' });
  const text = (base?.text ?? '').replace('fleet:', '  - { id: new.one, name: "" }\nfleet:');
  const entries = async () =>
    (await console.handlers['plan.files']({}))[0]?.entries?.map(({ part, id, name }) => [part, id, name]);
  const before = await entries();
  await console.handlers['plan.previewEdit']({
    ...{
      file: 'plan.yaml',
      from: base?.digest ?? null,
      base: base?.text ?? '',
      text,
      edits: [],
      whole: false,
    },
  });
  const people = [
    ['people', 'maria.chen', 'Maria Chen'],
    ['people', 'eve', 'Eve Roe'],
  ];
  expect([before, await entries()]).toEqual([people, [...people, ['people', 'new.one', 'new.one']]]);
});

test.each([
  [{ file, from: 'abc', text: '' }],
  [{ file: '', from: null, text: '' }],
  [{ file, from: null, text: 'x'.repeat(2_000_001) }],
  [{ file, from: null, text: '', force: true }],
])('a save that is none does not reach the console: %#', (input) => {
  expect(calls['plan.save'].input.safeParse(input).success).toBe(false);
});
