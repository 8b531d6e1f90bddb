import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import type { Endpoint, Plan } from '../../../src/domain/plan/plan';
import { runbookFreshness, serviceFreshness } from '../../../src/domain/proof/freshness';
import { lastProofs, runbookProofs } from '../../../src/domain/proof/last-proof';
import type { Service } from '../../../src/domain/service/service';
import { endpoint, hospital, restartAgent, seconds, signIn, workstations } from '../../helpers/hospital';
import { outage } from '../../helpers/outage';
import { worldOf } from '../../helpers/records';

const dayMs = 86_400_000;
const later = seconds(0) + 3 * dayMs;
const proofs = lastProofs(worldOf(outage));

function freshness(change: Partial<Plan>, service: Partial<Service> = {}, at = later) {
  return serviceFreshness({ ...hospital, ...change }, { ...signIn, ...service }, proofs.get('sign-in'), at);
}
const words = (change: Partial<Plan>, service: Partial<Service> = {}, at = later) =>
  freshness(change, service, at).reasons.map((reason) => `${reason.rule}: ${reason.words}`);

/** The declaration of the outage with something else in it. */
const declaredWith = (data: object): NewEvent[] =>
  outage.map((event) =>
    event.type === 'incident.declared' ? ({ ...event, data: { ...event.data, ...data } } as NewEvent) : event,
  );

describe('the last proof of a service', () => {
  test('is the incident that a run restored and good probes verified, with its recovery time', () => {
    const { runbooks, ...proof } = proofs.get('sign-in') ?? {};
    expect(proof).toEqual({
      incident: 'INC-0001',
      service: 'sign-in',
      mode: 'drill',
      at: seconds(75),
      rtaMs: 55_000,
      needs: null,
    });
    expect(runbooks?.map(({ runbook, endpoints }) => [runbook, endpoints.size])).toEqual([
      ['restart-agent', 10],
    ]);
  });
  test('is nothing for a tabletop, without a run, and without good probes', () => {
    const without = (...types: readonly string[]) => outage.filter(({ type }) => !types.includes(type));
    const worlds = [
      declaredWith({ mode: 'tabletop' }),
      without('run.started', 'run.wave-started', 'run.sending', 'run.settled', 'run.ended'),
      outage.filter((event) => event.type !== 'service.changed' || event.data.to !== 'verified'),
    ];
    expect(worlds.map((events) => lastProofs(worldOf(events)).size)).toEqual([0, 0, 0]);
  });
});

describe('a proven service', () => {
  test('is proven while nothing has changed', () => {
    expect(freshness({})).toEqual({ state: 'proven', reasons: [] });
  });
  test('is stale when more than a tenth of its endpoints is new, gone or elsewhere', () => {
    const [first, second, ...rest] = workstations(10) as [Endpoint, Endpoint, ...Endpoint[]];
    const moved = { ...first, address: '10.9.9.9' };
    const added = [endpoint('ws-11'), endpoint('ws-12')];
    expect(words({ endpoints: [moved, ...rest, ...added] })).toEqual([
      'inventory-changed: 2 of 11 endpoints are new, 1 endpoint is gone and 1 of 11 endpoints is at another address since it was proven on 2026-10-01',
    ]);
    expect(freshness({ endpoints: [first, second, ...rest, endpoint('ws-11')] }).state).toBe('proven');
  });
  test('is stale when its plan allows less change', () => {
    const freshnessRules = { inventoryShare: 0.05, reviewEveryMs: 365 * dayMs, proveEveryMs: 180 * dayMs };
    expect(words({ endpoints: workstations(11), freshness: freshnessRules })).toEqual([
      'inventory-changed: 1 of 11 endpoints is new since it was proven on 2026-10-01',
    ]);
  });
  test('is stale when an endpoint shows another host key, not when one more is on file', () => {
    const [first, second, ...rest] = workstations(10) as [Endpoint, Endpoint, ...Endpoint[]];
    const more = { ...second, hostKeys: [...second.hostKeys, 'SHA256:more'] };
    expect(words({ endpoints: [{ ...first, hostKeys: ['SHA256:other'] }, more, ...rest] })).toEqual([
      'host-keys-changed: 1 of 10 endpoints has another host key since it was proven on 2026-10-01',
    ]);
  });
  test('is stale when a step of its runbook changed, went or moved, or the runbook is gone', () => {
    const [restart, check] = restartAgent.steps as [
      (typeof restartAgent.steps)[0],
      (typeof restartAgent.steps)[0],
    ];
    const steps = [[{ ...restart, command: 'reboot' }, check], [restart], [check, restart]];
    const found = steps.map((each) => words({ runbooks: [{ ...restartAgent, steps: each }] }));
    expect([...found, words({ runbooks: [] })].flat()).toEqual([
      'runbook-changed: 1 of 2 steps of restart-agent changed since it was proven on 2026-10-01',
      'runbook-changed: 1 step of restart-agent is gone since it was proven on 2026-10-01',
      'runbook-changed: the steps of restart-agent stand in another order since it was proven on 2026-10-01',
      'runbook-changed: the runbook restart-agent is gone since it was proven on 2026-10-01',
    ]);
  });
  test('is stale when another runbook restores it than the one that it was proven with', () => {
    const reimage = { ...restartAgent, id: 'reimage' };
    expect(words({ runbooks: [restartAgent, reimage] }, { restore: 'reimage' })).toEqual([
      'runbook-changed: reimage restores it now, and it was proven with restart-agent on 2026-10-01',
    ]);
  });
  test('is stale when it needs something else than at its proof', () => {
    const proof = lastProofs(worldOf(declaredWith({ needs: ['storage'] }))).get('sign-in');
    const service = { ...signIn, dependsOn: ['directory'] };
    expect(serviceFreshness(hospital, service, proof, later).reasons).toEqual([
      {
        rule: 'dependencies-changed',
        words: 'needs directory in addition and no longer needs storage since it was proven on 2026-10-01',
      },
    ]);
  });
  test('is stale when its proof is old or its review is due', () => {
    const reviewed = { onMs: seconds(0), by: 'maria', everyMs: 90 * dayMs };
    expect(words({}, { reviewed }, seconds(0) + 181 * dayMs)).toEqual([
      'review-due: last reviewed on 2026-10-01 and due every 90d',
      'proof-old: last proven on 2026-10-01 and due every 180d',
    ]);
  });
  test('is missed when its last recovery took longer than its RTO', () => {
    const objectives = { ...signIn.objectives, rtoMs: 54_000 };
    expect(freshness({}, { objectives }).state).toBe('missed');
  });
});

test('a service that was never restored is unproven', () => {
  expect(serviceFreshness(hospital, signIn, undefined, later)).toEqual({ state: 'unproven', reasons: [] });
});

test('a runbook is as fresh as its steps, its review and its last proof', () => {
  const proof = runbookProofs(proofs).get('restart-agent');
  const reviewed = { onMs: later - dayMs, by: 'maria', everyMs: 3_600_000 };
  expect([
    runbookFreshness(hospital, restartAgent, proof, later).state,
    runbookFreshness(hospital, { ...restartAgent, reviewed }, proof, later).state,
    runbookFreshness(hospital, { ...restartAgent, steps: [] }, proof, later).state,
    runbookFreshness(hospital, restartAgent, undefined, later).state,
  ]).toEqual(['proven', 'stale', 'stale', 'unproven']);
});
