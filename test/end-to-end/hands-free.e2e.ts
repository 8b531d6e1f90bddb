import { expect, test } from '@playwright/test';
import type { Recorded } from '../../src/domain/events';
import { countStates } from '../../src/domain/run/run-state';
import { type Alertmanager, freePort, startAlertmanager } from '../helpers/alertmanager';
import { emptyData, openConsole, readWorld, remove, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

const token = 'a-token-of-at-least-sixteen-characters';
const share = 0.83;
let data: string;
let ground: PracticeGround;
let alertmanager: Alertmanager;
let console: TestConsole;

/** What an alert brings about by itself: declare, count down, restore, prove, stand down. */
const escalation = `escalation:
  - when: { alert: SEV-1, name: SignInFails }
    do: [{ declare: SEV-1 }, { run: restart-auth-agent }]
  - when: { verified: 2s }
    do: [{ stand_down: unattended }]
reviewed:`;

async function prepare(veto: string): Promise<void> {
  data = await emptyData();
  const port = await freePort();
  ground = await preparePracticeGround({
    size: 240,
    data,
    edits: {
      'plan.yaml': [
        ['currency: USD', `currency: USD\nreceivers: { bind: loopback, port: ${port}, secret: alert-token }`],
      ],
      'services/sign-in.yaml': [
        [/escalation:[\s\S]*?\nreviewed:/, escalation],
        [/veto: \w+/, `veto: ${veto}`],
      ],
    },
    files: { 'alert-token': token },
  });
  console = await openConsole(data);
  await console.page.getByTestId('service-sign-in').waitFor();
  alertmanager = await startAlertmanager({ url: `http://127.0.0.1:${port}/alertmanager`, token });
  await ground.break('auth-agent', share);
  await alertmanager.post([
    {
      labels: { alertname: 'SignInFails', service: 'sign-in', severity: 'critical' },
      annotations: { summary: 'Clinical sign-in fails on most workstations' },
    },
  ]);
}
test.afterEach(async () => {
  await alertmanager.close();
  await console.close();
  await ground.close();
  await remove(data);
});

const types = (records: readonly Recorded[]) => new Set(records.map((record) => record.type));

test('an alert declares, counts down, restores 240 endpoints and stands down, with no hand on the mouse', async () => {
  await prepare('5s');
  const { page } = console;
  await expect(page.getByTestId('veto')).toBeVisible();
  await expect(page.getByTestId('timeline')).toContainText('stood down', { timeout: 90_000 });
  const { world, records } = readWorld(data);
  const incident = world.incidents['INC-0001'];
  const run = world.runs['RUN-0001'];
  const acts = Object.values(await ground.acts('auth-agent')).map((each) => each.join(' '));
  expect([
    [incident?.phase, incident?.commander, incident?.rule !== null, (incident?.verifiedAt ?? 0) > 0],
    [run?.result, run && countStates(run).ok],
    // Each of the endpoints was started exactly once, by a console that nobody had signed in to.
    [
      acts.filter((each) => each.endsWith('start')).length,
      acts.filter((each) => each.includes('start start')).length,
    ],
    types(records).has('operator.signed-in'),
  ]).toEqual([['resolved', null, true, true], ['completed', 240], [240, 0], false]);
});

test('a veto in the last second leaves every endpoint untouched', async () => {
  await prepare('8s');
  const { page } = console;
  await page.getByTestId('veto').waitFor();
  const armed = Object.values(readWorld(data).world.incidents['INC-0001']?.activations ?? {})[0];
  await page.waitForFunction((at) => Date.now() > at, (armed?.startsAt ?? 0) - 600);
  await page.keyboard.press('v');
  await expect(page.getByTestId('timeline')).toContainText('veto', { ignoreCase: true });
  await page.waitForFunction((at) => Date.now() > at, (armed?.startsAt ?? 0) + 5000);
  const { world, records } = readWorld(data);
  const acts = Object.values(await ground.acts('auth-agent')).flat();
  expect([Object.keys(world.runs), types(records).has('run.started'), new Set(acts)]).toEqual([
    [],
    false,
    new Set(['set broken']),
  ]);
});
