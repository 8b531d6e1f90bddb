import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Recorded } from '../../src/domain/events';
import { outputHeadLength } from '../../src/domain/run/output-head';
import { withReceipt } from '../../src/domain/run/receipt';
import { verifyBundle } from '../../src/report/verify-bundle';
import { brokenWard } from '../helpers/broken-ward';
import { adopt, openConsole, wardPlan } from '../helpers/console';
import { started } from '../helpers/outage';
import { happened } from '../helpers/records';
import { recordsOf } from '../helpers/running';

const incident = 'INC-0001';
const types = (console: { core: { journal: Parameters<typeof recordsOf>[0] } }) =>
  recordsOf(console.core.journal).map((each) => each.type);

describe('a console', () => {
  test('plays the whole thread, from the first bad sweep to a bundle that verifies', async () => {
    const ward = await brokenWard();
    const { core, handlers } = ward;
    const preview = await ward.declare();
    const { run } = await handlers['run.start']({ incident, manifest: preview.manifest.digest });
    const ended = await ward.until(() => core.ledger.world().runs[run]?.result);
    // The end of a run asks for a look at once; the next one comes on schedule.
    for (let left = 4; left > 0 && core.ledger.world().incidents[incident]?.verifiedAt === null; left -= 1)
      await ward.sweep();
    await handlers['incident.standDown']({ incident });
    const paths = await handlers['incident.export']({ incident });
    const verdict = verifyBundle(await readFile(paths.bundle, 'utf8'));
    expect([
      ended,
      core.ledger.world().services['sign-in']?.condition,
      core.ledger.world().incidents[incident]?.phase,
      verdict.ok,
      (await readFile(paths.markdown, 'utf8')).includes('**Verified'),
      ward.faults,
    ]).toEqual(['completed', 'healthy', 'resolved', true, true, []]);
  });

  test('says nothing to an endpoint but what the plan and the approved manifest name', async () => {
    const ward = await brokenWard();
    const preview = await ward.declare();
    const { run } = await ward.handlers['run.start']({ incident, manifest: preview.manifest.digest });
    await ward.until(() => ward.core.ledger.world().runs[run]?.result);
    await ward.close();
    const { receipts } = ward.core.ledger.world().runs[run] ?? {};
    const commands = new Set(ward.transport.asked.map((each) => each.slice(each.indexOf(': ') + 2)));
    expect([commands, ward.transport.isClosed()]).toEqual([
      new Set([
        'systemctl is-active auth-agent',
        withReceipt('systemctl restart auth-agent', `${receipts}.start`, run),
      ]),
      true,
    ]);
  });

  test('sends a window the head of what endpoints say, and keeps all of it in the journal', () => {
    const { core } = openConsole({ events: started });
    const pushed: Recorded[] = [];
    core.onPush((name, body) => name === 'journal.appended' && pushed.push(...(body as Recorded[])));
    const outcome = { state: 'ok', exitCode: 0, output: 'x'.repeat(16_384), tookMs: 1 } as const;
    const outcomes = [{ endpoint: 'ws-1', step: 'restart', outcome }];
    core.ledger.commit((_world, at) => [happened(at, 'run.settled', { run: 'RUN-0001', outcomes })]);
    const said = (records: readonly Recorded[]) =>
      records.flatMap((each) =>
        each.type === 'run.settled' && each.data.outcomes[0] && 'output' in each.data.outcomes[0].outcome
          ? [each.data.outcomes[0].outcome.output.length]
          : [],
      );
    expect([said(pushed), said(recordsOf(core.journal))]).toEqual([[outputHeadLength], [16_384]]);
  });

  test('refuses everything but looking while no plan is in force', async () => {
    const { handlers } = openConsole();
    const { plan } = await handlers['console.open']({});
    await expect(handlers['operator.signIn']({ person: 'maria.chen' })).rejects.toThrow(
      'No plan is in force',
    );
    await expect(handlers['incident.note']({ incident, text: 'x' })).rejects.toThrow('No plan is in force');
    expect(plan.plan).toBeNull();
  });

  test('adopts a plan once, however often it is read, and a changed one again', async () => {
    const console = openConsole();
    const folder = await adopt(console);
    await console.core.plans.open(folder);
    await adopt(console, { ...wardPlan, 'plan.yaml': `${wardPlan['plan.yaml']}# changed\n` });
    expect(types(console)).toEqual(['console.started', 'plan.adopted', 'plan.adopted']);
  });
});

test('what a drill crossed does not stand in a live plan, nor is it crossed again by what the drill saw', async () => {
  const rules = `escalation:
  - { id: half, when: { probe: agent, failing: 50% }, do: [{ notify: maria.chen }] }
`;
  const drill = {
    ...wardPlan,
    'services/sign-in.yaml': `${wardPlan['services/sign-in.yaml']}${rules}`,
  };
  const ward = await brokenWard(drill);
  await ward.sweep();
  ward.clock.advance(1000);
  const before = types(ward).at(-1);
  await adopt(ward, { ...drill, 'plan.yaml': drill['plan.yaml'].replace('mode: drill', 'mode: live') });
  ward.clock.advance(3000);
  const world = ward.core.ledger.world();
  expect([
    before,
    types(ward).slice(types(ward).lastIndexOf('plan.adopted')),
    world.thresholds['sign-in/half']?.crossedAt,
    world.services['sign-in']?.condition,
    ward.faults,
  ]).toEqual([
    'threshold.crossed',
    ['plan.adopted', 'threshold.cleared', 'service.changed'],
    null,
    'unknown',
    [],
  ]);
});

describe('a run without authority', () => {
  test('is refused, nothing is sent, and the journal says who was stopped by what', async () => {
    const ward = await brokenWard();
    const preview = await ward.declare();
    await ward.handlers['operator.signIn']({ person: 'eve' });
    const before = ward.transport.asked.length;
    const refusal = ward.handlers['run.start']({ incident, manifest: preview.manifest.digest });
    await expect(refusal).rejects.toMatchObject({ code: 'refused' });
    const last = recordsOf(ward.core.journal).at(-1);
    expect([last?.type, last?.actor, ward.core.ledger.world().runs, ward.transport.asked.length]).toEqual([
      'authority.refused',
      'person:eve',
      {},
      before,
    ]);
  });

  test('cannot be started on a manifest that was never shown, or of a plan that changed', async () => {
    const ward = await brokenWard();
    const preview = await ward.declare();
    const unseen = ward.handlers['run.start']({ incident, manifest: 'f'.repeat(64) });
    await expect(unseen).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('was shown'),
    });
    await adopt(ward, { ...wardPlan, 'plan.yaml': `${wardPlan['plan.yaml']}# changed\n` });
    const stale = ward.handlers['run.start']({ incident, manifest: preview.manifest.digest });
    await expect(stale).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('plan changed'),
    });
    expect([
      ward.core.ledger.world().runs,
      types(ward).filter((each) => each.startsWith('authority')),
    ]).toEqual([{}, []]);
  });
});

describe('closing a console', () => {
  test('in the middle of a run ends it as interrupted, and restores nothing', async () => {
    const ward = await brokenWard();
    const preview = await ward.declare();
    let closed: Promise<void> | null = null;
    ward.core.ledger.onCommit((records) => {
      if (records.some((each) => each.type === 'run.settled')) closed ??= ward.close();
    });
    await ward.handlers['run.start']({ incident, manifest: preview.manifest.digest });
    await ward.until(() => closed);
    await closed;
    const world = ward.core.ledger.world();
    expect([world.runs['RUN-0001']?.result, world.services['sign-in']?.condition, ward.faults]).toEqual([
      'interrupted',
      'down',
      [],
    ]);
  });
});
