import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { adopt, openConsole, wardPlan } from '../helpers/console';

const file = 'scenarios/flood.md';
const text = '# Flood in the server room\n\n1. Who hears of it first?\n';

async function atTheTable() {
  const console = openConsole();
  const root = await adopt(console, { ...wardPlan, [file]: text });
  await console.handlers['operator.signIn']({ person: 'maria.chen' });
  return { console, root };
}

test('a scenario is listed by its title after the risks, and is read as a text without fields', async () => {
  const { console } = await atTheTable();
  const files = await console.handlers['plan.files']({});
  const opened = await console.handlers['plan.read']({ file });
  expect([files.at(-1), opened.schema, opened.text, opened.problems]).toEqual([
    { file, kind: 'scenario', name: 'Flood in the server room', errors: 0, warnings: 0, hasDraft: false },
    null,
    text,
    [],
  ]);
});

test('it is changed and begun like every file: as a draft, on record, and never over a version that nobody has seen', async () => {
  const { console, root } = await atTheTable();
  const { base } = await console.handlers['plan.read']({ file });
  const from = base?.digest ?? null;
  const draft = `${text}2. Who decides?\n`;
  const edited = await console.handlers['plan.previewEdit']({
    ...{ file, from, base: text, text: draft, edits: [], whole: true },
  });
  const saved = await console.handlers['plan.save']({ file, from, text: draft });
  const again = await console.handlers['plan.save']({ file, from, text });
  const fresh = await console.handlers['plan.save']({
    file: 'scenarios/heat.md',
    from: null,
    text: '# Heat\n',
  });
  expect([edited.elsewhere, saved.state, again.state, fresh.state]).toEqual([
    [],
    'saved',
    'conflict',
    'saved',
  ]);
  expect(await readFile(path.join(root, file), 'utf8')).toBe(draft);
  const records = console.core.ledger.recent().filter(({ type }) => type === 'plan.edited');
  expect(records.map(({ data }) => (data as { file: string }).file)).toEqual([file, 'scenarios/heat.md']);
});

test('a scenario longer than a reader takes is refused, and what is no scenario is none', async () => {
  const { console } = await atTheTable();
  const save = (name: string, words: string) =>
    console.handlers['plan.save']({ file: name, from: null, text: words });
  await expect(save('scenarios/long.md', 'x'.repeat(200_001))).rejects.toThrow('at most 200000');
  for (const name of ['scenarios/flood.yaml', 'services/notes.md', 'scenarios/.md', 'scenarios/a/b.md'])
    await expect(save(name, '# x\n')).rejects.toThrow('is no file of a plan');
});
