import path from 'node:path';
import { expect, type Page, test } from '@playwright/test';
import type { EventOf, EventType, Recorded } from '../../src/domain/events';
import type { Bridge } from '../../src/ipc/contract';
import { readPlan } from '../../src/plan/read-plan';
import { unauthorisedRuns } from '../helpers/authority-oracle';
import { emptyData, hold, openConsole, readWorld, remove, signInIsDown, type TestConsole } from './console';
import { type PracticeGround, preparePracticeGround } from './practice-ground';

const noEscalation = [/escalation:[\s\S]*?\ncomms:/, 'comms:'] as const;
const declareAndPass = `escalation:
  - { id: down, when: { probe: agent, failing: 50%, for: 1s }, do: [{ declare: SEV-1 }] }
  - { when: { decision_pending: 4s }, do: [{ pass_to: successor }] }
comms:`;
type Edits = Parameters<typeof preparePracticeGround>[0]['edits'];

let data: string;
let ground: PracticeGround | undefined;
let console: TestConsole | undefined;

/** A window on 24 real endpoints under a plan with these changes. */
async function open(edits: Edits): Promise<Page> {
  data = await emptyData();
  ground = await preparePracticeGround({ size: 24, data, edits });
  console = await openConsole(data);
  await console.page.getByTestId('service-sign-in').waitFor();
  return console.page;
}
const breakSignIn = () => ground?.break('auth-agent', 0.83);

test.afterEach(async () => {
  await console?.close().catch(() => {});
  await ground?.close();
  console = undefined;
  ground = undefined;
  await remove(data);
});

/** Sets a PIN as its owner would at their first sign-in; the form for it has tests of its own. */
const enrol = (page: Page, person: string, pin: string) =>
  page.evaluate(
    (input) => (window as unknown as { holdfast: Bridge }).holdfast.call['operator.enrol'](input),
    { person, pin },
  );
const signIn = (page: Page, person: string) => page.getByTestId(`operator-${person}`).click();
const all = <T extends EventType>(records: readonly Recorded[], type: T): EventOf<T>['data'][] =>
  records.flatMap((each) => (each.type === type ? [each.data as EventOf<T>['data']] : []));

/** What the oracle finds wrong with the runs in the journal; it knows the plan and none of the rules. */
async function faults(records: readonly Recorded[]): Promise<string[]> {
  const { plan } = await readPlan(ground?.plan ?? '');
  return unauthorisedRuns(records, plan ? { [plan.digest]: plan } : {});
}

test('two persons: nothing runs until the second has put their PIN under the manifest', async () => {
  const page = await open({
    'services/sign-in.yaml': [noEscalation, ['mode: automatic', 'mode: two-person'], [/veto: 45s,\n/, '']],
  });
  await enrol(page, 'jon.ade', '739104');
  await signIn(page, 'maria.chen');
  await breakSignIn();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await page.getByTestId('ask-approval').click();
  await page.getByTestId('approver').selectOption('jon.ade');
  await page.getByTestId('pin').fill('000000');
  await page.getByTestId('approve').click();
  await expect(page.getByTestId('notice')).toContainText('Wrong PIN for Jon Ade');
  await page.getByTestId('pin').fill('739104');
  await page.getByTestId('approve').click();
  await hold(page);
  await page.getByTestId('stand-down').waitFor();
  const { records } = readWorld(data);
  const [granted] = all(records, 'authority.granted');
  expect([
    granted?.ground,
    granted?.person,
    granted?.approvedBy,
    all(records, 'operator.refused').length,
    all(records, 'message.queued').flatMap(({ approval, person }) => (approval === 'A1' ? [person] : [])),
  ]).toEqual(['two-person', 'maria.chen', 'jon.ade', 1, ['jon.ade']]);
  expect(await faults(records)).toEqual([]);
});

test('vacancy and succession: what nobody decides passes to the next, who may then restore', async () => {
  const page = await open({
    'services/sign-in.yaml': [
      [noEscalation[0], declareAndPass],
      ['succession: [maria.chen, jon.ade, duty-manager]', 'succession: [ana.silva]'],
    ],
  });
  await signIn(page, 'ana.silva');
  await breakSignIn();
  await expect(page.getByTestId('bar').locator('.vacant').first()).toContainText('vacant');
  await page.getByTestId('take-command').first().click();
  await expect(page.getByTestId('commander')).toContainText('Ana Silva');
  await expect(page.getByTestId('timeline')).toContainText('Ana Silva', { timeout: 30_000 });
  await hold(page);
  await page.getByTestId('stand-down').waitFor();
  const { records } = readWorld(data);
  expect([
    all(records, 'incident.declared').map(({ rule }) => rule),
    all(records, 'succession.passed').map(({ to }) => to),
    all(records, 'authority.granted').map(({ person }) => person),
    await faults(records),
  ]).toEqual([['down'], ['ana.silva'], ['ana.silva'], []]);
});

test('handover: command passes when the other has read the briefing and accepted with their PIN', async () => {
  const page = await open({ 'services/sign-in.yaml': [noEscalation] });
  await enrol(page, 'jon.ade', '739104');
  await signIn(page, 'maria.chen');
  await breakSignIn();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await expect(page.getByTestId('commander')).toContainText('Maria Chen');
  await page.getByTestId('commander').click();
  await page.getByTestId('handover-to').selectOption('jon.ade');
  await expect(page.getByTestId('briefing')).toContainText('Clinical sign-in');
  await page.getByTestId('offer-handover').click();
  await page.getByTestId('pin').fill('739104');
  await page.getByTestId('accept-handover').click();
  await expect(page.getByTestId('commander')).toContainText('Jon Ade');
  await expect(page.getByTestId('operator')).toContainText('Jon Ade');
  const { records, world } = readWorld(data);
  expect([
    all(records, 'handover.ended').map(({ how }) => how),
    all(records, 'command.taken').map(({ person, from }) => [from ?? null, person]),
    world.proof,
  ]).toEqual([
    ['accepted'],
    [
      [null, 'maria.chen'],
      ['maria.chen', 'jon.ade'],
    ],
    'pin',
  ]);
});

test('break-glass: an expired envelope is gone beyond with a typed reason, loudly and on the record', async () => {
  const page = await open({
    'services/sign-in.yaml': [noEscalation, ['until: 2027-12-31', 'until: 2026-01-31']],
  });
  await signIn(page, 'maria.chen');
  await breakSignIn();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await expect(page.getByTestId('primary-action')).toContainText('expired on 2026-01-31');
  await page.getByTestId('break-glass').click();
  await page.getByTestId('glass-reason').fill('The wards cannot chart, the plan was not renewed');
  await page.getByTestId('hold-to-break-glass').hover();
  await page.mouse.down();
  await page.getByTestId('stop').waitFor();
  await page.mouse.up();
  await expect(page.getByTestId('glass-broken')).toBeVisible();
  await page.getByTestId('stand-down').waitFor();
  const { records } = readWorld(data);
  const [granted] = all(records, 'authority.granted');
  expect([
    granted?.ground,
    granted?.reason,
    all(records, 'message.queued').some(({ kind }) => kind === 'alarm'),
  ]).toEqual(['break-glass', 'The wards cannot chart, the plan was not renewed', true]);
  expect(await faults(records)).toEqual([]);
});

test('an envelope that is widened in the middle of an incident carries nothing', async () => {
  const page = await open({
    'services/sign-in.yaml': [noEscalation, ['max_endpoints: 2000', 'max_endpoints: 3']],
  });
  await signIn(page, 'maria.chen');
  await breakSignIn();
  await signInIsDown(page);
  await page.getByTestId('declare').click();
  await expect(page.getByTestId('primary-action')).toContainText('allows 3 endpoints');
  await ground?.edit(path.join('services', 'sign-in.yaml'), [['max_endpoints: 3', 'max_endpoints: 2000']]);
  await expect(page.getByTestId('primary-action')).toContainText('was altered after INC-0001 was declared');
  expect(Object.keys(readWorld(data).world.runs)).toEqual([]);
});
