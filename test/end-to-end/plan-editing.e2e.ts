import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { emptyData, openConsole, readWorld, remove, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

const file = 'services/sign-in.yaml';
let data: string;
let ground: PracticeGround;
let console: TestConsole;

test.beforeEach(async () => {
  data = await emptyData();
  ground = await preparePracticeGround({ size: 6, data, edits: {} });
  console = await openConsole(data);
  await console.page.getByTestId('operator-maria.chen').click();
});
test.afterEach(async () => {
  await console.close().catch(() => {});
  await ground.close();
  await remove(data);
});

const onDisk = () => readFile(path.join(ground.plan, file), 'utf8');

/** Goes on with a key until something has the focus or is chosen. */
async function pressUntil(page: Page, key: string, reached: () => Promise<boolean>): Promise<void> {
  for (let times = 0; times < 80 && !(await reached()); times += 1) await page.keyboard.press(key);
  expect(await reached()).toBe(true);
}

async function openSignIn(page: Page): Promise<void> {
  await page.keyboard.press('q');
  await page.getByTestId(`plan-file-${file}`).waitFor();
  const entry = page.getByTestId(`plan-file-${file}`);
  await pressUntil(page, 'ArrowDown', async () => (await entry.getAttribute('aria-selected')) === 'true');
  await expect(page.getByTestId('plan-open-file')).toHaveText(file);
}

test('by keys alone an RTO is changed, shown as a diff and saved; comments stay, and the plan in force follows', async () => {
  const { page } = console;
  const before = await onDisk();
  await openSignIn(page);
  const rto = page.getByTestId('plan-field-objectives.rto');
  await pressUntil(page, 'Tab', () => rto.evaluate((element) => element === document.activeElement));
  await page.keyboard.type('20m');
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('plan-diff').locator('.line-added')).toContainText('rto: 20m');
  await expect(page.getByTestId('plan-save')).toContainText(`Save 1 change to ${file}`);
  await expect(page.getByTestId('plan-save')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('notice')).toContainText(`1 change saved to ${file}`);
  expect(await onDisk()).toBe(before.replace('rto: 15m', 'rto: 20m'));

  await page.keyboard.press('Escape');
  await expect(page.getByTestId('service-sign-in')).toContainText('20 m');
  await expect(page.getByTestId('timeline')).toContainText(`Maria Chen changed ${file}`);
  const edited = readWorld(data).records.filter(({ type }) => type === 'plan.edited');
  expect(edited.map(({ actor }) => actor)).toEqual(['person:maria.chen']);
});

test('what somebody else saves while there is a draft is shown at once, and neither version is lost', async () => {
  const { page } = console;
  await openSignIn(page);
  await page.getByTestId('plan-field-objectives.rto').fill('20m');
  await page.getByTestId('plan-view-yaml').click();
  await expect(page.getByTestId('yaml-view')).toContainText('rto: 20m');
  await ground.edit(file, [['workaround: Wards', 'workaround: All wards']]);
  await expect(page.getByTestId('plan-conflict')).toContainText('was changed in the folder');
  expect(await onDisk()).toContain('workaround: All wards');
  expect(await onDisk()).toContain('rto: 15m');

  await page.getByTestId('plan-merge').click();
  await page.keyboard.press('Control+s');
  await page.getByTestId('plan-save').click();
  await expect(page.getByTestId('notice')).toContainText('1 change saved');
  expect(await onDisk()).toContain('workaround: All wards');
  expect(await onDisk()).toContain('rto: 20m');
});

test('a draft outlives kill -9; a mistake typed in the YAML view is marked at its line and is not saved', async () => {
  const { page } = console;
  const before = await onDisk();
  await openSignIn(page);
  await page.getByTestId('plan-view-yaml').click();
  await page.getByTestId('yaml-view').locator('.cm-content').press('Control+End');
  await page.keyboard.type('colour: red');
  await expect(page.getByTestId('yaml-view').locator('.cm-lint-marker-error')).toHaveCount(1);
  await page.keyboard.press('Control+s');
  await expect(page.getByTestId('plan-save')).toBeDisabled();
  await expect(page.getByTestId('plan-save')).toContainText('1 mistake first');
  await console.kill();

  console = await openConsole(data);
  await console.page.getByTestId('operator-maria.chen').click();
  await openSignIn(console.page);
  await expect(console.page.getByTestId('plan-standing')).toContainText('draft, not in force');
  await console.page.getByTestId('plan-view-yaml').click();
  // The view draws what is in sight only.
  await console.page.getByTestId('yaml-view').locator('.cm-content').press('Control+End');
  await expect(console.page.getByTestId('yaml-view')).toContainText('colour: red');
  expect(await onDisk()).toBe(before);
});
