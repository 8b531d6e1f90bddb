import { expect, test } from '@playwright/test';
import { emptyData, hold, openConsole, readWorld, remove, signInIsDown, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

let data: string;
let ground: PracticeGround;
let console: TestConsole;

const asks = `steps:
  - { id: rack, manual: { instruction: Move the blue cable, steps: [Open cabinet B], per_site: true, time_box: 20m } }
  - id: ready
    decision:
      question: Is the standby directory ready?
      options: [{ id: go, label: Restart the agents }, { id: leave, label: Leave it, goes: end }]
`;

test.beforeEach(async () => {
  data = await emptyData();
  ground = await preparePracticeGround({
    ...{ size: 12, data },
    edits: { 'runbooks/restart-auth-agent.yaml': [['steps:\n', asks]] },
  });
  console = await openConsole(data);
});
test.afterEach(async () => {
  await console.close();
  await ground.close();
  await remove(data);
});

test('a run waits until people have done their part and somebody decides, and then restores the service', async () => {
  const { page } = console;
  await page.getByTestId('operator-maria.chen').click();
  await ground.break('auth-agent', 1);
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await hold(page);
  await expect(page.getByTestId('primary-title')).toHaveText('Move the blue cable');
  const open = page.getByRole('button', { name: /: done$/ });
  const sites = await open.count();
  for (let left = sites; left > 0; left -= 1) {
    await open.first().click();
    await expect(page.getByRole('button', { name: /: done$/ })).toHaveCount(
      Math.max(0, left === 1 ? 0 : left - 1),
    );
  }
  await expect(page.getByTestId('primary-title')).toHaveText('Is the standby directory ready?');
  const sent = () => readWorld(data).records.filter(({ type }) => type === 'run.sending').length;
  expect([sites > 0, sent()]).toEqual([true, 0]);
  await page.keyboard.press('1');
  await expect(page.getByTestId('choose-1')).toBeFocused();
  expect(sent()).toBe(0);
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('timeline')).toContainText('Chosen: Restart the agents');
  await expect(page.getByTestId('timeline')).toContainText('RUN-0001 completed');
});
