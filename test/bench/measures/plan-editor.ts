import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { openConsole } from '../../end-to-end/console';
import { quietRounds } from '../quiet-rounds.mjs';
import { writeRunPlan } from '../run-plan';
import { type Measured, quantile, rounded } from '../statistics.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
const people = 1250;
const typed = 150;
/** A quick typist: so long from one key to the next, in milliseconds. */
const keyEveryMs = 60;

/** Typing in the YAML view of a plan file of 5,000 lines, in a real window: how long its frames are held up. */
export async function measure(): Promise<Measured> {
  const { results, facts } = await quietRounds(rounds, typeInto);
  const row = (share: number) => {
    const values = results.map((frames) => quantile(frames, share));
    return { median: rounded(quantile(values, 0.5)), worst: rounded(quantile(values, 1)) };
  };
  return {
    title: `plan editor: ${typed} keys in a file of ${people * 4} lines in a real window, software rendering, milliseconds`,
    rows: {
      'page, frame time p95': row(0.95),
      'page, frame time p99': row(0.99),
      'page, longest frame': row(1),
    },
    facts: { frames: results.reduce((sum, frames) => sum + frames.length, 0), ...facts },
  };
}

async function typeInto(): Promise<readonly number[]> {
  const data = await mkdtemp(path.join(tmpdir(), 'holdfast-editor-'));
  const plan = path.join(data, 'plan');
  await writeRunPlan(plan, 100);
  await writeFile(path.join(plan, 'plan.yaml'), await withManyPeople(path.join(plan, 'plan.yaml')));
  await writeFile(path.join(data, 'settings.json'), JSON.stringify({ planFolder: plan }));
  const console = await openConsole(data);
  try {
    const { page } = console;
    await page.keyboard.press('y');
    await page.getByTestId('plan-view-yaml').click();
    await page.getByTestId('yaml-view').locator('.cm-content').press('Control+Home');
    await page.keyboard.press('ArrowDown');
    await countFrames(page);
    for (let key = 0; key < typed; key += 1) await page.keyboard.type('#', { delay: keyEveryMs });
    const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames);
    await page.getByTestId('plan-standing').filter({ hasText: 'draft' }).waitFor();
    return frames;
  } finally {
    await console.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function withManyPeople(file: string): Promise<string> {
  const text = await readFile(file, 'utf8');
  const more = Array.from(
    { length: people },
    (_, index) =>
      `  - id: person-${index}\n    name: Person ${index}\n    roles: [deputy]\n    phone: "+1 555 ${index}"\n`,
  );
  return text.replace(
    /people: \[(\{.*\})\]\n/,
    (_all, one: string) => `people:\n  - ${one}\n${more.join('')}`,
  );
}

/** From each frame of the page to the next (ms), from now on. */
const countFrames = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const frames: number[] = [];
    Object.assign(window, { frames });
    let last = performance.now();
    const next = (at: number) => {
      frames.push(at - last);
      last = at;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
