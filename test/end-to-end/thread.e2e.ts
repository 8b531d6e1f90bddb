import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { EventType, Recorded } from '../../src/domain/events';
import { countStates } from '../../src/domain/run/run-state';
import { verifyJournal } from '../../src/store/verify-journal';
import { emptyData, hold, openConsole, readWorld, remove, signInIsDown, type TestConsole } from './console';

let data: string;
let console: TestConsole;

test.beforeEach(async () => {
  data = await emptyData();
  console = await openConsole(data, '--demo', '--demo-breaks-after-ms=3000');
});
test.afterEach(async () => {
  await console.close();
  await remove(data);
});

test('by mouse: a service goes down, one hold restores 240 endpoints, and the journal tells the same', async () => {
  const { page } = console;
  await page.getByTestId('operator-maria.chen').click();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await expect(page.getByTestId('primary-title')).toContainText('Restart the auth agent on');
  await hold(page);
  await page.getByTestId('scribe').fill('Wards report that sign-in works again');
  await page.getByTestId('scribe').press('Enter');
  await page.getByTestId('stand-down').click();
  await page.getByTestId('stand-down').waitFor({ state: 'detached' });
  await expect(page.getByTestId('timeline')).toContainText('stood down');
  expectWholeThread();
});

test('by keyboard: the same thread without touching the mouse', async () => {
  const { page } = console;
  await page.getByTestId('operator-maria.chen').waitFor();
  await focusOn(page, (element) => element.getAttribute('role') === 'listbox');
  await page.keyboard.press('Enter');
  await signInIsDown(page);
  await page.keyboard.press('d');
  await page.getByTestId('hold-to-run').waitFor();
  await focusOn(page, (element) => element.matches('[data-testid=hold-to-run]'));
  await page.keyboard.down('Space');
  await page.getByTestId('stop').waitFor();
  await page.keyboard.up('Space');
  await page.keyboard.press('n');
  await page.keyboard.type('Wards report that sign-in works again');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Escape');
  await page.getByTestId('stand-down').waitFor();
  await focusOn(page, (element) => element.matches('[data-testid=stand-down]'));
  await page.keyboard.press('Enter');
  await page.getByTestId('stand-down').waitFor({ state: 'detached' });
  expectWholeThread();
});

test('a hold released too early runs nothing', async () => {
  const { page } = console;
  await page.getByTestId('operator-maria.chen').click();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await page.getByTestId('hold-to-run').hover();
  await page.mouse.down();
  await page.mouse.up();
  await expect(page.getByTestId('hold-to-run')).toBeVisible();
  expect(Object.keys(readWorld(path.join(data, 'demo')).world.runs)).toEqual([]);
});

/** Tab until the element with the focus is the wanted one, as a keyboard user does. */
async function focusOn(page: Page, isWanted: (element: Element) => boolean): Promise<void> {
  for (let presses = 0; presses < 80; presses += 1) {
    const focused = await page.evaluateHandle(() => document.activeElement ?? document.body);
    if (await focused.evaluate(isWanted)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error('80 presses of Tab never reached it');
}

function expectWholeThread(): void {
  const folder = path.join(data, 'demo');
  const { world, records } = readWorld(folder);
  const run = world.runs['RUN-0001'];
  const incident = world.incidents['INC-0001'];
  if (!run || !incident) throw new Error('the journal holds no run or no incident');
  const counts = Object.values(countStates(run)).reduce((sum, many) => sum + many, 0);
  expect({
    chain: verifyJournal(path.join(folder, 'journal.db')).ok,
    phase: incident.phase,
    commander: incident.commander,
    everyEndpoint: run.manifest.entries.length + run.manifest.excluded.length,
    accounted: counts,
    result: run.result,
    order: inOrder(
      records,
      'incident.declared',
      'command.taken',
      'authority.granted',
      'run.started',
      'run.sending',
      'run.ended',
      'incident.resolved',
    ),
    note: records.some((each) => each.type === 'note.written' && each.data.text.includes('Wards report')),
    mode: incident.mode,
  }).toEqual({
    chain: true,
    phase: 'resolved',
    commander: 'maria.chen',
    everyEndpoint: 240,
    accounted: run.manifest.entries.length,
    result: 'completed',
    order: true,
    note: true,
    mode: 'drill',
  });
  expectIntentBeforeEveryEnd(records);
}

function inOrder(records: readonly Recorded[], ...types: readonly EventType[]): boolean {
  const places = types.map((type) => records.findIndex((each) => each.type === type));
  return places.every((place, index) => place > (places[index - 1] ?? -1));
}

/** No endpoint has an end for a step that was not journalled as intended before. */
function expectIntentBeforeEveryEnd(records: readonly Recorded[]): void {
  const intended = new Set<string>();
  for (const each of records) {
    if (each.type === 'run.sending')
      for (const endpoint of each.data.endpoints) intended.add(`${endpoint}/${each.data.step}`);
    if (each.type === 'run.settled')
      for (const { endpoint, step } of each.data.outcomes) expect(intended).toContain(`${endpoint}/${step}`);
  }
}

test('the failed endpoints of a run are retried as one group, on a manifest of exactly those', async () => {
  const { page } = console;
  await page.getByTestId('operator-maria.chen').click();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await hold(page);
  await page.getByTestId('cluster-1').getByText('Retry 4 failed endpoints').click();
  await expect(page.getByTestId('primary-title')).toContainText('again on 4 failed endpoints');
  await hold(page);
  await expect(page.getByTestId('timeline')).toContainText('RUN-0002 halted');
  const { runs } = readWorld(path.join(data, 'demo')).world;
  const failed = Object.entries(runs['RUN-0001']?.endpoints ?? {}).filter(
    ([, each]) => each.state === 'failed',
  );
  expect([
    runs['RUN-0002']?.retryOf,
    runs['RUN-0002']?.manifest.entries.map((entry) => entry.endpoint).sort(),
  ]).toEqual(['RUN-0001', failed.map(([name]) => name).sort()]);
});
