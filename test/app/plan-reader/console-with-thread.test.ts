import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../../../scripts/build.mjs';
import { adopt, openConsole, wardPlan } from '../../helpers/console';
import { temporaryFolder } from '../../helpers/journal-file';
import { builtReader, dyingOn } from './reader';

const file = 'services/sign-in.yaml';
const rtoOf = (console: ReturnType<typeof openConsole>) =>
  console.core.plans.status().plan?.services[0]?.objectives.rtoMs;

beforeAll(() => ensureBuilt());

test('an edit in the middle of a reading is in force when both are over', async () => {
  const console = openConsole({ planReaderFile: builtReader });
  const folder = await adopt(console);
  const again = console.core.plans.open(folder);
  writeFileSync(path.join(folder, file), wardPlan[file].replace('rto: 15m', 'rto: 20m'));
  await again;
  await console.until(() => rtoOf(console) === 1_200_000);
  expect([console.core.plans.status().problems, console.faults]).toEqual([[], []]);
});

test('a folder that vanishes leaves the plan in force, and one that comes back is read', async () => {
  const console = openConsole({ planReaderFile: builtReader });
  const folder = await adopt(console);
  const aside = path.join(temporaryFolder(), 'aside');
  const again = console.core.plans.open(folder);
  renameSync(folder, aside);
  await again;
  const [problem] = await console.until(() => {
    const { problems } = console.core.plans.status();
    return problems.some(({ rule }) => rule === 'not-a-folder') && problems;
  });
  expect([problem?.rule, rtoOf(console)]).toEqual(['not-a-folder', 900_000]);
  writeFileSync(path.join(aside, file), wardPlan[file].replace('rto: 15m', 'rto: 20m'));
  mkdirSync(path.dirname(folder), { recursive: true });
  renameSync(aside, folder);
  await console.until(() => rtoOf(console) === 1_200_000);
  expect(console.faults).toEqual([]);
});

test('what the plan lacks is asked anew of the thread, and told once, also when the thread dies of it', async () => {
  const console = openConsole({ planReaderFile: dyingOn('findings', 'once') });
  await adopt(console);
  const before = console.core.plans.status();
  console.core.plans.lintAgain();
  const after = await console.until(() => {
    const now = console.core.plans.status();
    return now !== before && now;
  });
  expect([after, before.findings?.length === 0]).toEqual([before, false]);
  expect(console.faults.map(String)).toEqual([expect.stringContaining('Another one takes over')]);
});

test('editing, saving and the risks go the same way with a thread', async () => {
  const console = openConsole({ planReaderFile: builtReader });
  await adopt(console);
  const { handlers } = console;
  await handlers['operator.signIn']({ person: 'maria.chen' });
  const { base, text } = await handlers['plan.read']({ file });
  const from = base?.digest ?? null;
  const edited = await handlers['plan.previewEdit']({
    ...{ file, from, base: base?.text ?? '', text, whole: true },
    edits: [{ op: 'set', path: ['objectives', 'rto'], value: '20m' }],
  });
  const broken = await handlers['plan.save']({ file, from, text: text.replace('rto: 15m', 'rto: 5h') });
  const saved = await handlers['plan.save']({ file, from, text: edited.text });
  await console.until(() => rtoOf(console) === 1_200_000);
  const names = (await handlers['plan.files']({})).map((each) => each.name);
  const { register, patterns, unread } = await handlers['risks.read']({});
  const wrong = edited.problems.filter(({ severity }) => severity === 'error');
  expect(edited.problems.map(({ rule }) => rule)).toContain('no-audience');
  expect([edited.because, wrong, edited.elsewhere, broken.state, saved.state]).toEqual([
    ...[null, [], [], 'refused', 'saved'],
  ]);
  expect([names, register, patterns, unread]).toEqual([
    ['Example', 'Clinical sign-in', 'Restart the agent'],
    ...[[], [], 0],
  ]);
});

test('what was typed is kept as a draft, also when every thread dies of looking at it', async () => {
  const data = temporaryFolder();
  const console = openConsole({ folder: data, planReaderFile: dyingOn('checkFile', 'always') });
  const root = await adopt(console);
  const text = `${wardPlan[file]}# mine\n`;
  const typed = { file, from: '0'.repeat(64), base: wardPlan[file], text, edits: [], whole: true };
  await expect(console.handlers['plan.previewEdit'](typed)).rejects.toThrow('ended twice over it');
  await console.close();
  const next = openConsole({ folder: data });
  await next.core.plans.open(root);
  expect((await next.handlers['plan.read']({ file })).text).toBe(text);
});

test('a console that closes in the middle of a reading says nothing of it', async () => {
  const console = openConsole({ planReaderFile: builtReader });
  const folder = await adopt(console);
  const again = console.core.plans.open(folder);
  await console.close();
  await again;
  expect(console.faults).toEqual([]);
});
