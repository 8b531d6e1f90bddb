import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { emptyData, openConsole, readWorld, remove, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

const pin = '739104';
let data: string;
let ground: PracticeGround;
let console: TestConsole;

test.beforeEach(async () => {
  data = await emptyData();
  ground = await preparePracticeGround({
    size: 12,
    data,
    edits: { 'plan.yaml': [['mode: drill', 'mode: live\nconsole: { lock_after: 3s }']] },
  });
  console = await openConsole(data);
});
test.afterEach(async () => {
  await console.close().catch(() => {});
  await ground.close();
  await remove(data);
});

async function type(page: Page, testId: string, text: string): Promise<void> {
  await page.getByTestId(testId).fill(text);
}

test('live, everyone needs a PIN; an idle console locks and hides nothing; the right PIN unlocks it', async () => {
  const { page } = console;
  await page.getByTestId('operator-maria.chen').click();
  await type(page, 'pin', pin);
  await type(page, 'pin-again', pin);
  await page.getByTestId('prove').click();
  await expect(page.getByTestId('operator')).toHaveText('Maria Chen');

  await expect(page.getByTestId('primary-title')).toContainText('Locked: Maria Chen', { timeout: 15_000 });
  await ground.break('auth-agent', 0.83);
  await expect(page.getByTestId('service-sign-in')).toContainText('down');

  await type(page, 'pin', '111222');
  await page.getByTestId('prove').click();
  await expect(page.getByTestId('notice')).toContainText('Wrong PIN for Maria Chen');
  await type(page, 'pin', pin);
  await page.getByTestId('prove').click();
  await expect(page.getByTestId('operator')).toHaveText('Maria Chen');

  const { records, world } = readWorld(data);
  const kinds = records.map((each) => each.type).filter((type) => type.startsWith('operator.'));
  const pins = await readFile(path.join(data, 'pins.json'), 'utf8');
  expect([kinds.slice(0, 5), world.proof]).toEqual([
    [
      'operator.enrolled',
      'operator.signed-in',
      'operator.signed-out',
      'operator.refused',
      'operator.signed-in',
    ],
    'pin',
  ]);
  expect(
    [pins, JSON.stringify(records)].filter((text) => text.includes(pin) || text.includes('111222')),
  ).toEqual([]);
});
