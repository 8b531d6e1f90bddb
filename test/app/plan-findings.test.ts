import { expect, test } from 'vitest';
import { adopt, openConsole, wardPlan } from '../helpers/console';

const file = 'services/sign-in.yaml';

async function reading() {
  const console = openConsole();
  await adopt(console, {
    ...wardPlan,
    [file]: `${wardPlan[file]}impact:\n  1h: { revenue: 5000 }\n  4h: { revenue: 10 }\n`,
  });
  const opened = await console.handlers['plan.read']({ file });
  const from = opened.base?.digest ?? null;
  const preview = (text: string, whole: boolean) =>
    console.handlers['plan.previewEdit']({ file, from, base: opened.text, text, edits: [], whole });
  return { opened, preview };
}

type Said = {
  readonly rule: string;
  readonly severity: string;
  readonly line: number;
  readonly path: unknown;
};
const places = (problems: readonly Said[]) =>
  problems
    .filter(({ rule }) => ['impact-falls', 'no-fallback', 'one-path'].includes(rule))
    .map(({ rule, severity, line, path }) => [rule, severity, line, path]);

test('what a file lacks stands at its fields as soon as it is opened', async () => {
  const { opened } = await reading();
  expect(places(opened.problems)).toEqual([
    ['one-path', 'warning', 1, ['id']],
    ['impact-falls', 'warning', 15, ['impact', '4h', 'revenue']],
  ]);
});

test('it moves with the lines of the draft, and goes with what the draft says otherwise', async () => {
  const { opened, preview } = await reading();
  const longer = await preview(opened.text.replace('tier: 1', '# first\ntier: 1'), false);
  const mended = await preview(opened.text.replace('revenue: 10 }', 'revenue: 9000 }'), false);
  expect([places(longer.problems), places(mended.problems).map(([rule]) => rule)]).toEqual([
    [
      ['one-path', 'warning', 1, ['id']],
      ['impact-falls', 'warning', 16, ['impact', '4h', 'revenue']],
    ],
    ['one-path'],
  ]);
});

test('checked with the whole plan, it is what the draft itself lacks', async () => {
  const { opened, preview } = await reading();
  const lower = await preview(opened.text.replace('tier: 1', 'tier: 3'), true);
  expect(places(lower.problems).map(([rule]) => rule)).toEqual(['impact-falls']);
});
