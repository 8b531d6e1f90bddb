import { copyFile } from 'node:fs/promises';
import path from 'node:path';

/** Longer than the 700 ms that a dangerous act has to be held. */
const HOLD_MS = 1000;

/**
 * What an unattended run does in the window: the whole thread of the demo, by mouse, as a commander would.
 * @param {import('./unattended.mjs').Stage} stage
 */
export async function play({ page, screenshot, outDir }) {
  page.setDefaultTimeout(90_000);
  const say = (/** @type {string} */ line) => console.log(line);
  await page.locator('html[data-ready="true"]').waitFor();
  await page.getByTestId('operator-maria.chen').click();
  await page.getByTestId('service-sign-in').waitFor();
  say(`Calm:       ${await screenshot('calm')}`);

  await page.getByTestId('primary-title').filter({ hasText: 'Clinical sign-in' }).waitFor();
  say(`Down:       ${await screenshot('sign-in-is-down')}`);
  await page.getByTestId('declare').click();

  const hold = page.getByTestId('hold-to-run');
  await hold.waitFor();
  say(`Ready:      ${await screenshot('ready-to-run')}`);
  await hold.hover();
  await page.mouse.down();
  await page.waitForTimeout(HOLD_MS);
  await page.mouse.up();

  // The middle of the run is the picture that says most.
  await page.getByTestId('legend-ok').filter({ hasText: /\d{3}/ }).waitFor();
  say(`Running:    ${await screenshot('running')}`);
  await page.getByTestId('scribe').fill('Unattended demo: most wards report that sign-in works again.');
  await page.getByTestId('scribe').press('Enter');

  const standDown = page.getByTestId('stand-down');
  await standDown.waitFor();
  say(`Verified:   ${await screenshot('verified')}`);
  await standDown.click();
  await standDown.waitFor({ state: 'detached' });

  const exported = await page.evaluate(async () => {
    const bridge = /** @type {any} */ (globalThis).holdfast;
    return await bridge.call['incident.export']({ incident: 'INC-0001' });
  });
  if (!exported.ok) throw new Error(exported.error.message);
  for (const [name, file] of Object.entries(exported.value)) {
    const copy = path.join(outDir, path.basename(String(file)));
    await copyFile(String(file), copy);
    say(`${`${name}:`.padEnd(12)}${copy}`);
  }
  say(`Stood down: ${await screenshot('stood-down')}`);
}
