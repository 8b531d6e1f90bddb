import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { emptyData, openConsole, readWorld, remove, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

const service = 'services/sign-in.yaml';
const runbook = 'runbooks/restart-auth-agent.yaml';
let data: string;
let ground: PracticeGround;
let console: TestConsole;

test.beforeEach(async () => {
  data = await emptyData();
  ground = await preparePracticeGround({
    ...{ size: 6, data },
    edits: {
      [service]: [['rto: 15m', 'rto: 5h']],
      [runbook]: [['owner: jon.ade', 'owner: jon.adr']],
    },
  });
  console = await openConsole(data);
});
test.afterEach(async () => {
  await console.close().catch(() => {});
  await ground.close();
  await remove(data);
});

test('a folder with mistakes and no plan in force is mended from its list of mistakes, and then its plan is in force', async () => {
  const { page } = console;
  await expect(page.getByTestId('edit-folder')).toBeFocused();
  await page.getByRole('button', { name: new RegExp(`^${runbook}:`) }).click();
  await expect(page.getByTestId('plan-open-file')).toHaveText(runbook);
  await expect(page.getByTestId('yaml-view').locator('.cm-lint-marker-error')).toHaveCount(1);
  await page.getByTestId('plan-view-form').click();
  await page.getByTestId('plan-field-owner').fill('jon.ade');
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('plan-save')).toContainText('no plan is in force before the last mistake');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('plan-strip')).toContainText('1 mistake. No plan is in force.');

  await page.getByTestId('plan-strip').click();
  await page.getByRole('button', { name: new RegExp(`^${service}:`) }).click();
  await expect(page.getByTestId('plan-open-file')).toHaveText(service);
  await page.getByTestId('plan-view-form').click();
  await page.getByTestId('plan-field-objectives.rto').fill('15m');
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('plan-save')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('notice')).toContainText('is in force');
  expect(await readFile(path.join(ground.plan, service), 'utf8')).toContain('rto: 15m');

  // Escape closes a sheet and the key right after it is for the screen.
  await page.getByTestId('plan-leave').click();
  await page.getByTestId('operator-maria.chen').click();
  await page.keyboard.press('?');
  await page.getByRole('dialog').waitFor();
  await Promise.all([page.keyboard.press('Escape'), page.keyboard.press('q')]);
  await expect(page.getByTestId('plan-place')).toBeVisible();

  const { records } = readWorld(data);
  const prepared = records.filter(({ type }) => type === 'plan.prepared');
  expect(prepared.map(({ data: said }) => (said as { file: string }).file)).toEqual([runbook, service]);
  expect(records.some(({ type }) => type === 'plan.adopted')).toBe(true);
});
