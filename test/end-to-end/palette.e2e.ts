import { expect, type Locator, type Page, test } from '@playwright/test';
import { emptyData, openConsole, readWorld, remove, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

let data: string;
let ground: PracticeGround;
let console: TestConsole;

test.beforeEach(async () => {
  data = await emptyData();
  ground = await preparePracticeGround({ size: 4, data, edits: {} });
  console = await openConsole(data);
  await console.page.getByTestId('operator-maria.chen').click();
  await expect(console.page.getByTestId('operator')).toHaveText('Maria Chen');
});
test.afterEach(async () => {
  await console.close();
  await ground.close();
  await remove(data);
});

/** Opens the palette as a hand on the keys does, and gives its field. */
async function openPalette(page: Page): Promise<Locator> {
  await page.keyboard.press('Control+k');
  const input = page.getByTestId('palette-input');
  await expect(input).toBeFocused();
  return input;
}
const offered = (page: Page) => page.getByRole('option').filter({ visible: true });

test('Escape or Ctrl K closes the palette and gives the focus back, to a field and to a button', async () => {
  const { page } = console;
  for (const key of ['Escape', 'Control+k'])
    for (const before of [page.getByTestId('scribe'), page.getByTestId('declare')]) {
      await before.focus();
      const input = await openPalette(page);
      await page.keyboard.press(key);
      // Hidden is not gone yet: the focus is given back once more when it is.
      await expect(input).toHaveCount(0);
      await expect(before).toBeFocused();
    }
});

test('what is typed into the palette filters it and presses no key of the screen', async () => {
  const { page } = console;
  await page.getByTestId('declare').focus();
  const input = await openPalette(page);
  const all = await offered(page).count();
  // V, S and M are heard over an open sheet, L would lock, D declare.
  await page.keyboard.type('vsmld');
  await expect(input).toHaveValue('vsmld');
  await expect(offered(page)).toHaveCount(0);
  await expect(page.getByTestId('notice')).toBeHidden();
  for (let letter = 0; letter < 5; letter += 1) await page.keyboard.press('Backspace');
  await expect(offered(page)).toHaveCount(all);
  await page.keyboard.type('lock the console');
  await expect(offered(page)).toHaveText([/^Lock the console/]);
  expect(readWorld(data).world.operator).toBe('maria.chen');
});

test('Enter does what is chosen in the palette', async () => {
  const { page } = console;
  await page.getByTestId('declare').focus();
  const input = await openPalette(page);
  await page.keyboard.type('lock the console');
  await page.keyboard.press('Enter');
  await expect(input).toBeHidden();
  await expect(page.getByTestId('primary-title')).toContainText('Locked: Maria Chen');
  expect(readWorld(data).world.locked).toBe('maria.chen');
});

test('an act of the palette that moves the focus keeps it', async () => {
  const { page } = console;
  await page.getByTestId('declare').focus();
  await openPalette(page);
  await page.keyboard.type('someone else');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listbox', { name: 'People of the plan' })).toBeFocused();
});
