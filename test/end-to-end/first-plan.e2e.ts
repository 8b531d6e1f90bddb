import { mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import { emptyData, openConsole, readWorld, remove, type TestConsole } from './console';
import { type InventoryGround, prepareInventory } from './inventory-ground';

let data: string;
let ground: InventoryGround;
let console: TestConsole;

test.beforeEach(async () => {
  data = await emptyData();
  ground = await prepareInventory(6);
  console = await openConsole(data);
});
test.afterEach(async () => {
  await console.close().catch(() => {});
  await ground.close();
  await remove(data);
});

/** Answers the next dialogs of the system as a person would who chooses this. */
const choose = (chosen: string) =>
  console.app.evaluate(({ dialog }, filePath) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] });
  }, chosen);

async function beginWith(inventory: string): Promise<void> {
  await choose(inventory);
  await console.page.getByTestId('start-inventory').click();
}

/** Fills in who it is, by keys alone; Enter then leads to the folder. */
async function sayWho(page: Page): Promise<void> {
  await expect(page.getByTestId('start-organisation')).toBeFocused();
  await page.keyboard.type("St. Brigid's");
  await page.keyboard.press('Tab');
  await page.keyboard.type('Maria Chen');
  // Every endpoint but the retired one has a user in group_vars, so that nobody else is asked for.
  await expect(page.getByTestId('start-status')).toContainText('before you choose an empty folder');
}

test('from an Ansible inventory to a plan in force, its host keys and a first look', async () => {
  const { page } = console;
  const plan = path.join(ground.root, 'plan');
  await mkdir(plan);
  await beginWith(ground.inventory);
  const found = page.getByTestId('start-found');
  await expect(found).toContainText('7, read as an Ansible inventory (INI)');
  await expect(found).toContainText('it takes part of what it says from other files');
  await expect(page.getByTestId('start-login')).toContainText('id_ed25519, which is here');
  await found.getByTestId('start-not-used').locator('summary').click();
  await expect(found).toContainText('hosts.ini:11');
  await page.getByTestId('start-organisation').focus();
  await sayWho(page);

  // The wards are restored and watched otherwise than all others.
  await page.getByTestId('start-change-wards').click();
  await page.getByTestId('start-own-template').selectOption('failed-update');
  await page.getByTestId('start-own-probe').selectOption('ssh');
  await page.getByTestId('start-probe-at').fill('test -d /');
  await page.getByTestId('start-files').selectOption('services/wards.yaml');
  await expect(page.locator('.start-file pre')).toContainText('ssh: test -d /');
  await choose(plan);
  await page.getByTestId('start-organisation').press('Enter');
  await expect(page.getByTestId('start-status')).toContainText(plan);
  expect(await readdir(plan)).toEqual([]);
  await page.getByTestId('start-organisation').press('Enter');

  await expect(page.getByTestId('first-steps')).toContainText("The plan of St. Brigid's is in force");
  await expect(page.getByTestId('mode-badge')).toContainText('DRILL');
  expect((await readdir(plan)).sort()).toContain('plan.yaml');
  expect(await readFile(path.join(plan, 'services/wards.yaml'), 'utf8')).toContain('restore: failed-update');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('first-who')).toContainText('Maria Chen is at this console');
  await expect(page.getByTestId('first-login')).toContainText('id_ed25519, which is here');

  // Looking keeps nothing; the two presses that keep them name their number and say who compared them.
  await expect(page.getByTestId('look-at-keys')).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('keys-found')).toContainText('6 of 7 showed 6 keys');
  await expect(page.getByTestId('keys-found')).toContainText('1 refused the connection');
  for (const key of ground.hostKeys) await expect(page.getByTestId('shown-keys')).toContainText(key);
  await expect(page.getByTestId('shown-keys')).toBeFocused();
  const knownHosts = path.join(plan, 'fleet/known_hosts');
  expect(await readFile(knownHosts, 'utf8')).toBe('');
  await page.keyboard.press('Tab');
  await expect(page.getByTestId('keep-keys')).toHaveText('Keep 6 keys, compared by nobody');
  await expect(page.getByTestId('keep-keys')).toBeFocused();
  await page.keyboard.press('Enter');
  expect(await readFile(knownHosts, 'utf8')).toBe('');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('first-keys')).toContainText('1 of 7 machines has no host key on file');
  expect(await readFile(knownHosts, 'utf8')).toMatch(
    /^# Trusted on first use .* by Maria Chen at this console: nobody compared these fingerprints\.\n/,
  );

  // The first look is one act away.
  await page.getByTestId('first-look-wards').click();
  await expect(page.getByTestId('preflight-sum')).toContainText('3 of 3 endpoints ready');
  const edited = readWorld(data).records.filter(({ type }) => type === 'plan.edited');
  expect(edited.map(({ actor }) => actor)).toEqual(['person:maria.chen']);
});

test('what is no inventory is refused where it was chosen, in words, and the way goes on from there', async () => {
  const { page } = console;
  const at = (name: string) => path.join(ground.root, name);
  await writeFile(at('empty.ini'), '[web]\n\n[web:vars]\nansible_user=ops\n');
  await writeFile(at('binary.ini'), Buffer.from([0x7f, 0x45, 0x4c, 0x46, 0xff, 0xfe, 0x00]));
  await writeFile(at('huge.ini'), '');
  await truncate(at('huge.ini'), 70_000_000);
  const refusals: readonly (readonly [file: string, words: string])[] = [
    [ground.root, 'is a folder. Name the inventory itself'],
    [at('gone.ini'), 'does not exist'],
    [at('huge.ini'), 'has 70000000 bytes; at most 64000000 are read'],
    [at('binary.ini'), 'is not UTF-8 text'],
    [at('empty.ini'), 'has no endpoints. Add hosts, or name another file'],
  ];
  for (const [file, words] of refusals) {
    await beginWith(file);
    await expect(page.getByTestId('start-refused')).toContainText(words);
    await expect(page.getByTestId('start-refused')).toContainText(path.basename(file));
  }
  await beginWith(ground.inventory);
  await expect(page.getByTestId('start-plan')).toContainText('A plan from hosts.ini: 7 endpoints');
});

test('a folder that cannot be taken is refused with the reason, and nothing is written by halves', async () => {
  const { page } = console;
  const taken = path.join(ground.root, 'taken');
  await mkdir(taken);
  await writeFile(path.join(taken, 'mine.txt'), 'mine');
  await writeFile(path.join(ground.root, 'file'), '');
  await beginWith(ground.inventory);
  await sayWho(page);
  const before = await readdir(ground.root);
  const refusals: readonly (readonly [folder: string, words: string])[] = [
    [taken, 'is not empty, and nothing in it is ever overwritten'],
    [path.join(ground.root, 'file', 'plan'), 'is a file, or lies below one'],
    // No user, not even root, may make a folder there.
    ['/proc/holdfast-plan', 'cannot be written'],
  ];
  for (const [folder, words] of refusals) {
    await choose(folder);
    await page.getByTestId('start-folder').click();
    await page.getByTestId('start-write').click();
    await expect(page.getByTestId('notice')).toContainText(words);
    await expect(page.getByTestId('notice')).toContainText(folder);
  }
  expect([await readdir(ground.root), await readdir(taken)]).toEqual([before, ['mine.txt']]);

  // A mistake in what was typed is marked before anything is written.
  await page.getByTestId('start-change-wards').click();
  await page.getByTestId('start-own-probe').selectOption('port');
  await page.getByTestId('start-probe-at').fill('high');
  await expect(page.locator('.start-mistakes')).toContainText('services/wards.yaml');
  await expect(page.getByTestId('start-write')).toBeDisabled();
  await page.getByTestId('start-probe-at').fill('22');
  const plan = path.join(ground.root, 'plan');
  await choose(plan);
  await page.getByTestId('start-folder').click();
  await page.getByTestId('start-write').click();
  await expect(page.getByTestId('first-steps')).toBeVisible();
  expect(await readdir(plan)).toContain('plan.yaml');
});

test('Escape goes back and keeps who it is; Enter shows the first thing that is missing', async () => {
  const { page } = console;
  await beginWith(ground.inventory);
  await page.getByTestId('start-organisation').fill('St. Brigid');
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('start-name')).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByTestId('start-inventory')).toBeVisible();
  await page.getByTestId('start-inventory').click();
  await expect(page.getByTestId('start-organisation')).toHaveValue('St. Brigid');
});
