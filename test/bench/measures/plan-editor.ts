import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { openConsole } from '../../end-to-end/console';
import { largePlan } from '../large-plan';
import { delayDuring, type MainDelay } from '../main-delay';
import { countFrames, readFrames } from '../page-frames';
import { countShown, type PageWork, readShown, sumOf, workBetween, workOf } from '../page-work';
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
const keys = words * keysOfWord;

/** The browser tells nothing of keys that are seen sooner than 16 ms. */
const untoldMs = 8;

/**
 * Typing in the YAML view of a file of 5,000 lines, in a real window, in a plan of little else and in a large one by
 * turns: what a key costs the page, when it is seen, and how long the process that would lead a restoration is held up
 * meanwhile; and that process while the plan is opened, and changed by another program.
 */
export async function measure(): Promise<Measured> {
  const { results, facts } = await quietRounds(rounds, async (_round, over) => {
    const small = await play('small plan', () => {});
    return { small, large: await play('large plan', over) };
  });
  const row = (what: string, of: (each: Taken) => number) => {
    const [small, large] = [results.map((each) => of(each.small)), results.map((each) => of(each.large))];
    const ratios = results.map((each) => of(each.large) / of(each.small));
    const middle = (values: readonly number[]) => rounded(quantile(values, 0.5));
    const range = [0, 1].map((share) => rounded(quantile(ratios, share))).join('–');
    const worst = rounded(quantile(large, 1));
    return [
      what,
      { small: middle(small), large: middle(large), worst, ratio: middle(ratios), range },
    ] as const;
  };
  return {
    title: `plan editor: ${keys} keys in a file of 5,000 lines in a real window, software rendering, milliseconds; large plan: ${Object.values(plans['large plan']).join('/')} services, runbooks, endpoints; small plan: ${Object.values(plans['small plan']).join('/')}; ratios paired by round`,
    rows: Object.fromEntries([
      row('page, CPU of a key: script, style, layout', ({ work }) => work.own / keys),
      row('page, CPU of a key: with painting', ({ work }) => work.all / keys),
      row('page, CPU of a rest: script, style, layout', ({ resting }) => resting.own / words),
      row('page, key to frame, median', ({ shown }) => quantile(shown, 0.5)),
      row('page, key to frame, p95', ({ shown }) => quantile(shown, 0.95)),
      row('page, frame time p95', ({ frames }) => quantile(frames, 0.95)),
      row('page, CPU of opening the plan', ({ opening }) => opening.all),
      ...(['typing', 'opened', 'changed'] as const).flatMap((phase) => [
        row(`window process, ${phase}, event loop delay p99`, (each) => each[phase].p99),
        row(`window process, ${phase}, event loop delay longest`, (each) => each[phase].longest),
      ]),
    ]),
    facts,
  };
}

type Taken = {
  readonly frames: readonly number[];
  readonly shown: readonly number[];
  /** Of the page, while keys were pressed. */
  readonly work: PageWork;
  /** And in the rests between words, in which the draft is checked and told. */
  readonly resting: PageWork;
  readonly opening: PageWork;
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
    const workSoFar = await workOf(page);
    const before = await workSoFar();
    const opened = await delayDuring(app, async () => {
      await page.getByTestId('open-plan').click();
      await page.getByTestId('operator-person-0').waitFor();
    });
    const opening = workBetween(before, await workSoFar());
    await page.getByTestId('operator-person-0').click();
    await page.getByTestId('operator-person-0').waitFor({ state: 'detached' });
    await page.keyboard.press('q');
    const renamed = page.getByTestId('plan-file-services/service-0.yaml');
    await renamed.waitFor({ state: 'attached' });
    await page.getByTestId('plan-view-yaml').click();
    let typed: Typed | undefined;
    const typing = await delayDuring(app, async () => {
      typed = await typeInto(page, workSoFar);
    });
    if (!typed) throw new Error('nothing was typed');
    const changed = await delayDuring(app, async () => {
      const service = path.join(folder, 'services', 'service-0.yaml');
      const text = await readFile(service, 'utf8');
      await writeFile(service, text.replace('name: Service 0', 'name: Changed elsewhere'));
      await renamed.filter({ hasText: 'Changed elsewhere' }).waitFor({ state: 'attached' });
    });
    over();
    return { ...typed, opening, typing, opened, changed };
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

type Typed = Pick<Taken, 'frames' | 'shown' | 'work' | 'resting'>;

/** Types a comment behind the first line, so that the plan stays without mistakes, and waits until the draft is kept. */
async function typeInto(page: Page, workSoFar: () => Promise<PageWork>): Promise<Typed> {
  const editor = page.getByTestId('yaml-view').locator('.cm-content');
  await editor.press('Control+Home');
  await editor.press('End');
  await page.keyboard.type(' #');
  await countFrames(page);
  await countShown(page);
  const parts: Record<'work' | 'resting', PageWork[]> = { work: [], resting: [] };
  let before = await workSoFar();
  const taken = async (part: keyof typeof parts) => {
    const now = await workSoFar();
    parts[part].push(workBetween(before, now));
    before = now;
  };
  for (let word = 0; word < words; word += 1) {
    await page.keyboard.type('x'.repeat(keysOfWord), { delay: keyEveryMs });
    await taken('work');
    await page.waitForTimeout(restMs);
    await taken('resting');
  }
  const [work, resting] = [sumOf(parts.work), sumOf(parts.resting)];
  const [frames, told] = [await readFrames(page), await readShown(page)];
  const shown = [...told, ...Array<number>(Math.max(0, keys - told.length)).fill(untoldMs)];
  await page.getByTestId('plan-standing').filter({ hasText: 'draft' }).waitFor();
  return { frames, shown, work, resting };
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
