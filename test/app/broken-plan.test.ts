import { rename, rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { calls } from '../../src/ipc/contract';
import { adopt, openConsole, wardPlan } from '../helpers/console';
import { temporaryFolder } from '../helpers/journal-file';

const file = 'services/sign-in.yaml';
const good = wardPlan[file];
const bomb = Array.from({ length: 8 }, (_, level) =>
  level === 0
    ? 'a0: &a0 [x, x]'
    : `a${level}: &a${level} [${Array(9)
        .fill(`*a${level - 1}`)
        .join(', ')}]`,
).join('\n');

/** What happens to a file of the folder, and what is said of it. */
const harms: readonly (readonly [string, (at: string) => Promise<void>, string])[] = [
  ['half of it is written', (at) => writeFile(at, good.slice(0, good.length / 2)), 'yaml-syntax'],
  ['nothing of it is written', (at) => writeFile(at, ''), 'empty-file'],
  ['a tab indents a line', (at) => writeFile(at, good.replace('  - {', '\t- {')), 'yaml-tab'],
  ['a field is written twice', (at) => writeFile(at, `${good}tier: 2\n`), 'duplicate-key'],
  ['a field is misspelt', (at) => writeFile(at, good.replace('tier:', 'teir:')), 'unknown-field'],
  ['it has fifty megabytes', (at) => truncate(at, 50_000_000), 'too-large'],
  ['its aliases multiply', (at) => writeFile(at, bomb), 'too-many-aliases'],
  ['it is not UTF-8', (at) => writeFile(at, Buffer.from(good.replace('C', 'ä'), 'latin1')), 'not-utf-8'],
  [
    'it is a link that leads out',
    async (at) => {
      const outside = join(temporaryFolder(), 'x.yaml');
      await writeFile(outside, good);
      await rm(at);
      await symlink(outside, at);
    },
    'outside-folder',
  ],
  [
    'git could not merge it',
    (at) => writeFile(at, `<<<<<<< HEAD\n${good}=======\n${good}>>>>>>> origin/main\n`),
    'merge-conflict',
  ],
];

describe('the plan in force stays, is told what is wrong, and gives way to the mended one, when', () => {
  test.each(harms)('%s', async (_, harm, rule) => {
    const console = openConsole();
    const root = await adopt(console);
    const { plan } = console.core.plans.status();
    await harm(join(root, file));
    const told = await console.until(() => {
      const status = console.core.plans.status();
      return status.problems.some((each) => each.rule === rule) && status;
    });
    const [first] = told.problems.filter(({ severity }) => severity === 'error');
    expect([told.plan === plan, first?.file, first?.rule]).toEqual([true, file, rule]);

    await rm(join(root, file));
    await writeFile(join(root, file), good.replace('tier: 1', 'tier: 3'));
    const mended = await console.until(() =>
      console.core.plans.status().plan?.services.find(({ tier }) => tier === 3),
    );
    expect([mended.id, console.core.plans.status().problems]).toEqual(['sign-in', []]);
  });

  test('the whole folder goes away for a while', async () => {
    const console = openConsole();
    const root = await adopt(console);
    const { plan } = console.core.plans.status();
    await rename(root, `${root}-away`);
    const told = await console.until(() => {
      const status = console.core.plans.status();
      return status.problems.some(({ rule }) => rule === 'not-a-folder') && status;
    });
    await rename(`${root}-away`, root);
    await console.until(() => console.core.plans.status().problems.length === 0);
    expect(told.plan).toBe(plan);
  });
});

describe('a save over a file that was broken meanwhile writes nothing and loses no draft, when', () => {
  test.each(harms)('%s', async (_, harm) => {
    const console = openConsole();
    const root = await adopt(console);
    await console.handlers['operator.signIn']({ person: 'maria.chen' });
    const { base, text } = await console.handlers['plan.read']({ file });
    const from = base?.digest ?? null;
    const mine = text.replace('rto: 15m', 'rto: 20m');
    const draft = { file, from, base: base?.text ?? '', text: mine, edits: [], whole: false };
    await console.handlers['plan.previewEdit'](draft);
    await harm(join(root, file));
    // Either a conflict that shows theirs, or words that say why the file cannot be touched.
    const saved = await console.handlers['plan.save']({ file, from, text: mine }).then(
      ({ state }) => state,
      (error: Error & { code?: string }) => `${error.code}: ${error.message}`,
    );
    expect(saved).toMatch(/^conflict$|^unavailable: .*services\/sign-in\.yaml/);
    await rm(join(root, file));
    await writeFile(join(root, file), good);
    const again = await console.handlers['plan.read']({ file });
    expect([again.text, again.base?.digest]).toEqual([mine, from]);
  });
});

describe('a draft is refused and kept, when', () => {
  const drafts: readonly (readonly [string, string, string])[] = [
    ['it is half written', good.slice(0, good.length / 2), 'yaml-syntax'],
    ['a tab indents a line', good.replace('  - {', '\t- {'), 'yaml-tab'],
    ['a field is written twice', `${good}tier: 2\n`, 'duplicate-key'],
    ['a field is misspelt', good.replace('tier:', 'teir:'), 'unknown-field'],
    ['its aliases multiply', bomb, 'too-many-aliases'],
    ['it holds an open merge', `<<<<<<< a\n${good}=======\n${good}>>>>>>> b\n`, 'merge-conflict'],
  ];
  test.each(drafts)('%s', async (_, text, rule) => {
    const console = openConsole();
    await adopt(console);
    await console.handlers['operator.signIn']({ person: 'maria.chen' });
    const opened = await console.handlers['plan.read']({ file });
    const from = opened.base?.digest ?? null;
    const draft = { file, from, base: opened.base?.text ?? '', text, edits: [], whole: true };
    const { problems } = await console.handlers['plan.previewEdit'](draft);
    const saved = await console.handlers['plan.save']({ file, from, text });
    const again = await console.handlers['plan.read']({ file });
    const wrong = problems.find(({ severity }) => severity === 'error');
    expect([wrong?.rule, saved.state, again.text, again.onDisk?.text ?? again.base?.text]).toEqual([
      rule,
      'refused',
      text,
      good,
    ]);
  });

  test('one of fifty megabytes does not reach the console', () => {
    const text = 'x'.repeat(50_000_000);
    expect(calls['plan.save'].input.safeParse({ file, from: null, text }).success).toBe(false);
  });
});

test('a file that git could not merge is opened with both versions, and the chosen one is saved', async () => {
  const console = openConsole();
  const root = await adopt(console);
  await console.handlers['operator.signIn']({ person: 'maria.chen' });
  const theirs = good.replace('tier: 1', 'tier: 2');
  await writeFile(join(root, file), `<<<<<<< HEAD\n${good}=======\n${theirs}>>>>>>> origin/main\n`);
  const { base, text } = await console.handlers['plan.read']({ file });
  const saved = await console.handlers['plan.save']({ file, from: base?.digest ?? null, text: theirs });
  const inForce = await console.until(() =>
    console.core.plans.status().plan?.services.find(({ tier }) => tier === 2),
  );
  expect([text.split('\n')[0], saved.state, inForce.id]).toEqual(['<<<<<<< HEAD', 'saved', 'sign-in']);
});
