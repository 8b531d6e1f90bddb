import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { openConsole } from '../../end-to-end/console';
import { largePlan } from '../large-plan';
import { delayDuring, type MainDelay } from '../main-delay';
import { countFrames, readFrames } from '../page-frames';
import { quietRounds } from '../quiet-rounds.mjs';
import { type Measured, quantile, rounded } from '../statistics.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 3);
/** Written on four lines each, so that plan.yaml has about 5,000. */
const people = 1240;
const plans = {
  'small plan': { services: 1, runbooks: 1, endpoints: 100 },
  'large plan': { services: 500, runbooks: 2000, endpoints: 20_000 },
} as const;
type PlanName = keyof typeof plans;

/** A quick typist: words of so many keys, with a rest after each that is long enough for the whole plan to be checked. */
const words = 12;
const keysOfWord = 12;
const keyEveryMs = 60;
const restMs = 500;

/**
 * Typing in the YAML view of a file of 5,000 lines, in a real window: how long its frames are held up, and the process
 * that would lead a restoration meanwhile; and that process while the plan is opened, and changed by another program.
 */
export async function measure(): Promise<Measured> {
  const small = await quietRounds(rounds, (_round, over) => play('small plan', over));
  const large = await quietRounds(rounds, (_round, over) => play('large plan', over));
  const frames = [...small.results, ...large.results].reduce((sum, each) => sum + each.frames.length, 0);
  return {
    title: `plan editor: ${words * keysOfWord} keys in a file of 5,000 lines in a real window, software rendering, milliseconds; large plan: ${Object.values(plans['large plan']).join('/')} services, runbooks, endpoints`,
    rows: { ...rowsOf('small plan', small.results), ...rowsOf('large plan', large.results) },
    facts: {
      ...{ frames, rounds },
      repeated: small.facts.repeated + large.facts.repeated,
      'foreignCpu, small plan': small.facts.foreignCpu,
      'foreignCpu, large plan': large.facts.foreignCpu,
    },
  };
}

function rowsOf(name: PlanName, taken: readonly Taken[]): Measured['rows'] {
  const row = (what: string, of: (each: Taken) => number) => {
    const values = taken.map(of);
    return [
      `${name}: ${what}`,
      { median: rounded(quantile(values, 0.5)), worst: rounded(quantile(values, 1)) },
    ] as const;
  };
  return Object.fromEntries([
    row('page, typing, frame time p95', ({ frames }) => quantile(frames, 0.95)),
    row('page, typing, frame time p99', ({ frames }) => quantile(frames, 0.99)),
    row('page, typing, longest frame', ({ frames }) => quantile(frames, 1)),
    ...(['typing', 'opened', 'changed'] as const).flatMap((phase) => [
      row(`window process, ${phase}, event loop delay p99`, (each) => each[phase].p99),
      row(`window process, ${phase}, event loop delay longest`, (each) => each[phase].longest),
    ]),
  ]);
}

type Taken = {
  readonly frames: readonly number[];
  readonly typing: MainDelay;
  readonly opened: MainDelay;
  readonly changed: MainDelay;
};

async function play(name: PlanName, over: () => void): Promise<Taken> {
  const data = await mkdtemp(path.join(tmpdir(), 'holdfast-editor-'));
  const folder = await largePlan({ ...plans[name], isWatched: false });
  const plan = path.join(folder, 'plan.yaml');
  await writeFile(plan, withManyPeople(await readFile(plan, 'utf8')));
  const { app, page, close } = await openConsole(data);
  // What takes long here is what is measured: only a bench that stands still is ended.
  page.setDefaultTimeout(120_000);
  try {
    await chooses(app, folder);
    const opened = await delayDuring(app, async () => {
      await page.getByTestId('open-plan').click();
      await page.getByTestId('operator-person-0').waitFor();
    });
    await page.getByTestId('operator-person-0').click();
    await page.getByTestId('operator-person-0').waitFor({ state: 'detached' });
    await page.keyboard.press('q');
    const renamed = page.getByTestId('plan-file-services/service-0.yaml');
    await renamed.waitFor({ state: 'attached' });
    await page.getByTestId('plan-view-yaml').click();
    let frames: readonly number[] = [];
    const typing = await delayDuring(app, async () => {
      frames = await typeInto(page);
    });
    const changed = await delayDuring(app, async () => {
      const service = path.join(folder, 'services', 'service-0.yaml');
      const text = await readFile(service, 'utf8');
      await writeFile(service, text.replace('name: Service 0', 'name: Changed elsewhere'));
      await renamed.filter({ hasText: 'Changed elsewhere' }).waitFor({ state: 'attached' });
    });
    over();
    return { frames, typing, opened, changed };
  } finally {
    await close();
    for (const each of [data, folder]) await rm(each, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Whoever is asked for a folder next chooses this one. */
const chooses = (app: ElectronApplication, folder: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, folder);

/** Types a comment behind the first line, so that the plan stays without mistakes, and waits until the draft is kept. */
async function typeInto(page: Page): Promise<readonly number[]> {
  const editor = page.getByTestId('yaml-view').locator('.cm-content');
  await editor.press('Control+Home');
  await editor.press('End');
  await page.keyboard.type(' #');
  await countFrames(page);
  for (let word = 0; word < words; word += 1) {
    await page.keyboard.type('x'.repeat(keysOfWord), { delay: keyEveryMs });
    await page.waitForTimeout(restMs);
  }
  const frames = await readFrames(page);
  await page.getByTestId('plan-standing').filter({ hasText: 'draft' }).waitFor();
  return frames;
}

function withManyPeople(text: string): string {
  const more = Array.from(
    { length: people },
    (_, index) =>
      `  - id: more-${index}\n    name: Person ${index}\n    roles: [deputy]\n    phone: "+1 555 ${index}"\n`,
  );
  // Not live: whoever signs in there is asked for a PIN.
  return text
    .replace('currency:', 'mode: drill\ncurrency:')
    .replace('channels:', `${more.join('')}channels:`);
}
