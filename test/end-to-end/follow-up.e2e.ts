import path from 'node:path';
import { expect, test } from '@playwright/test';
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

const runsOnRecord = () => readWorld(path.join(data, 'demo'));

test('a run is paused, goes on, is stopped, and is resumed on exactly what it left', async () => {
  const { page } = console;
  await page.getByTestId('operator-maria.chen').click();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await hold(page);
  await page.getByTestId('pause').click();
  const goOn = page.getByTestId('continue');
  await goOn.waitFor();
  // What was in flight ends, and with it the last row that a paused run can write.
  await expect(page.getByTestId('run-progress')).toContainText('paused: 0 in flight');
  const rows = runsOnRecord().records.length;
  const sent = () => runsOnRecord().records.filter(({ type }) => type === 'run.sending').length;
  const before = sent();
  // A probe's next sweep is the proof that time has passed.
  await expect.poll(() => runsOnRecord().records.length).toBeGreaterThan(rows);
  expect(sent()).toBe(before);

  await goOn.click();
  await page.getByTestId('pause').waitFor();
  await page.keyboard.press('s');
  const resume = page.getByTestId('resume');
  await resume.waitFor();
  const left = Object.entries(runsOnRecord().world.runs['RUN-0001']?.endpoints ?? {})
    .filter(([, { state }]) => state === 'pending' || state === 'cancelled')
    .map(([name]) => name);
  await expect(resume).toHaveText(`Resume on ${left.length} endpoints`);
  await resume.click();
  await expect(page.getByTestId('primary-title')).toContainText(`${left.length} endpoints`);
  await hold(page);
  await expect(page.getByTestId('timeline')).toContainText('RUN-0002 started');
  const { manifest } = runsOnRecord().world.runs['RUN-0002'] ?? {};
  expect([manifest?.follows, manifest?.entries.map((entry) => entry.endpoint).sort()]).toEqual([
    { run: 'RUN-0001', as: 'resume' },
    [...left].sort(),
  ]);
});
