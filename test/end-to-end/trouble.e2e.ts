import { spawn } from 'node:child_process';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import { openJournal } from '../../src/store/journal';
import {
  consoleArguments,
  electronBinary,
  emptyData,
  environment,
  hold,
  openConsole,
  readWorld,
  remove,
  signInIsDown,
  type TestConsole,
} from './console';

const demoPlan = path.resolve(__dirname, '../../resources/demo-plan');
let data: string;
let console: TestConsole | undefined;

test.beforeEach(async () => {
  data = await emptyData();
});
test.afterEach(async () => {
  await console?.close().catch(() => {});
  console = undefined;
  await remove(data);
});

test('with no plan the console offers a plan folder and the demo, and the demo starts from there', async () => {
  console = await openConsole(data, '--demo-size=24');
  await expect(console.page.getByTestId('open-plan')).toBeVisible();
  await console.page.getByTestId('start-demo').click();
  await console.page.getByTestId('operator-maria.chen').click();
  await expect(console.page.getByTestId('service-sign-in')).toBeVisible();
  await expect(console.page.getByTestId('mode-badge')).toContainText('DRILL');
});

test('kill -9 in the middle of a run: the next start knows every endpoint', async () => {
  console = await openConsole(data, '--demo', '--demo-size=240', '--demo-breaks-after-ms=500');
  await console.page.getByTestId('operator-maria.chen').click();
  await signInIsDown(console.page);
  await console.page.getByTestId('declare').click();
  await hold(console.page);
  await console.kill();

  console = await openConsole(data, '--demo', '--demo-size=240', '--demo-breaks-after-ms=3600000');
  await expect(console.page.getByTestId('timeline')).toContainText('RUN-0001 interrupted');
  const run = readWorld(path.join(data, 'demo')).world.runs['RUN-0001'];
  const states = Object.values(run?.endpoints ?? {}).map((each) => each.state);
  expect([run?.result, states.length > 0, states.filter((state) => state === 'sending')]).toEqual([
    'interrupted',
    true,
    [],
  ]);
});

test('a second start brings the first window to the front and ends', async () => {
  console = await openConsole(data);
  const second = spawn(electronBinary(), consoleArguments(data), {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let words = '';
  second.stderr.setEncoding('utf8').on('data', (text) => {
    words += text;
  });
  const code = await new Promise((resolve) => second.once('exit', resolve));
  expect([code, words.includes('open already')]).toEqual([0, true]);
  await expect(console.page.getByTestId('open-plan')).toBeVisible();
});

test('a journal that does not verify is refused with its first bad row, and the file stays as it is', async () => {
  const file = path.join(data, 'journal.db');
  const journal = openJournal(file, Date.now);
  for (let row = 0; row < 3; row += 1)
    journal.append([
      {
        type: 'console.started',
        data: { version: `v${row}` },
        stream: 'console',
        occurredAt: row,
        actor: 'console',
      },
    ]);
  journal.close();
  const forged = Buffer.from(
    (await readFile(file)).toString('latin1').replace('{"version":"v1"}', '{"version":"v9"}'),
    'latin1',
  );
  await writeFile(file, forged);

  console = await openConsole(data);
  await expect(console.page.getByTestId('journal-refused')).toContainText('2');
  await console.close();
  console = undefined;
  expect((await readFile(file)).equals(forged)).toBe(true);
});

test('a mistake saved into the plan is shown with its line, and the last good plan stays in force', async () => {
  const plan = path.join(data, 'my-plan');
  await cp(demoPlan, plan, { recursive: true });
  await mkdir(data, { recursive: true });
  await writeFile(path.join(data, 'settings.json'), JSON.stringify({ planFolder: plan }));
  console = await openConsole(data);
  await console.page.getByTestId('operator-maria.chen').click();
  await expect(console.page.getByTestId('service-imaging')).toBeVisible();
  await writeFile(path.join(plan, 'services', 'imaging.yaml'), 'id: imaging\nname: Imaging\ntire: 2\n');
  await expect(console.page.getByTestId('plan-strip')).toContainText('The last good plan stays in force');
  await expect(console.page.getByTestId('service-imaging')).toBeVisible();
  await console.page.getByTestId('plan-strip').click();
  await expect(console.page.getByTestId('plan-problems')).toContainText('services/imaging.yaml:3');
});
