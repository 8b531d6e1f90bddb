/**
 * What an unattended run does in the window.
 * @param {import('./unattended.mjs').Stage} stage
 */
export async function play({ page, screenshot }) {
  await page.waitForLoadState('load');
  console.log(`Screenshot: ${await screenshot('first-window')}`);
}
