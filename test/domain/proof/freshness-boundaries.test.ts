import { expect, test } from 'vitest';
import type { Endpoint, Plan } from '../../../src/domain/plan/plan';
import { defaultFreshness } from '../../../src/domain/plan/review';
import { runbookFreshness, serviceFreshness } from '../../../src/domain/proof/freshness';
import { lastProofs, type Proof } from '../../../src/domain/proof/last-proof';
import type { Service } from '../../../src/domain/service/service';
import { endpoint, hospital, restartAgent, seconds, signIn, workstations } from '../../helpers/hospital';
import { outage } from '../../helpers/outage';
import { worldOf } from '../../helpers/records';

const dayMs = 86_400_000;
const proof = lastProofs(worldOf(outage)).get('sign-in') as Proof;
const rules = (
  service: Partial<Service>,
  plan: Partial<Plan> = {},
  at = proof.at,
  of: Proof | undefined = proof,
) =>
  serviceFreshness({ ...hospital, ...plan }, { ...signIn, ...service }, of, at).reasons.map(
    ({ rule }) => rule,
  );

test('a plan that says nothing looks at a proof after 180 days, at a review after 365, and allows a tenth of change', () => {
  expect(defaultFreshness).toEqual({
    inventoryShare: 0.1,
    reviewEveryMs: 365 * dayMs,
    proveEveryMs: 180 * dayMs,
  });
});

test('a proof and a review hold to the very moment at which they are due', () => {
  const due = proof.at + 180 * dayMs;
  const reviewed = { onMs: due - 90 * dayMs, by: 'maria', everyMs: 90 * dayMs };
  expect([rules({ reviewed }, {}, due), rules({ reviewed }, {}, due + 1)]).toEqual([
    [],
    ['review-due', 'proof-old'],
  ]);
});

test('a review without a time of its own is due after that of the plan', () => {
  const reviewed = { onMs: seconds(0), by: 'maria', everyMs: null };
  const freshness = { ...defaultFreshness, reviewEveryMs: 30 * dayMs };
  expect([
    rules({ reviewed }, { freshness }, seconds(0) + 30 * dayMs),
    rules({ reviewed }, { freshness }, seconds(0) + 30 * dayMs + 1),
  ]).toEqual([[], ['review-due']]);
});

test('a recovery as long as the RTO keeps it, and one a millisecond longer misses it', () => {
  const state = (rtoMs: number) =>
    serviceFreshness(hospital, { ...signIn, objectives: { ...signIn.objectives, rtoMs } }, proof, proof.at)
      .state;
  expect([state(proof.rtaMs), state(proof.rtaMs - 1)]).toEqual(['proven', 'missed']);
});

test('a service that was never restored is stale once its review is due', () => {
  const reviewed = { onMs: 0, by: 'maria', everyMs: dayMs };
  expect(serviceFreshness(hospital, { ...signIn, reviewed }, undefined, proof.at).state).toBe('stale');
});

test('exactly the share of change that is allowed leaves a proof as it is; new, gone and moved count together', () => {
  const freshness = { ...defaultFreshness, inventoryShare: 0.3 };
  const [first, , ...rest] = workstations(10) as [Endpoint, Endpoint, ...Endpoint[]];
  // Of ten: one is new, one is gone, one has another port.
  const three = [{ ...first, port: 2222 }, ...rest, endpoint('ws-11')];
  const four = [
    ...three.slice(0, -2),
    { ...(rest.at(-1) as Endpoint), address: '10.9.9.9' },
    endpoint('ws-11'),
  ];
  expect([rules({}, { endpoints: three, freshness }), rules({}, { endpoints: four, freshness })]).toEqual([
    [],
    ['inventory-changed'],
  ]);
});

test('an inventory of which nothing is left has changed', () => {
  expect(rules({}, { endpoints: [] })).toEqual(['inventory-changed']);
});

test('an endpoint that the proof knew and did not restore is not new', () => {
  const [proven] = proof.runbooks as [Proof['runbooks'][0]];
  const endpoints = new Map([...proven.endpoints].slice(0, 5));
  const notRestored = new Set([...proven.endpoints.keys()].slice(5));
  const half = { ...proof, runbooks: [{ ...proven, endpoints, notRestored }] };
  expect(rules({}, {}, proof.at, half)).toEqual([]);
});

test('of two host keys on file at the proof, one that is gone is another machine', () => {
  const [proven] = proof.runbooks as [Proof['runbooks'][0]];
  const entry = proven.endpoints.get('ws-1');
  const both = { ...entry, hostKeys: ['SHA256:ws-1', 'SHA256:gone'] } as NonNullable<typeof entry>;
  const endpoints = new Map([...proven.endpoints, ['ws-1', both]]);
  expect(rules({}, {}, proof.at, { ...proof, runbooks: [{ ...proven, endpoints }] })).toEqual([
    'host-keys-changed',
  ]);
});

test('what is needed as before is not told, and what was added to the end of a runbook is', () => {
  const needs = ['directory', 'network:Line of the provider'];
  const service = {
    dependencies: [
      { kind: 'service', service: 'directory', name: null },
      { kind: 'network', service: null, name: 'Line of the provider' },
    ],
  } as const;
  const steps = [
    ...restartAgent.steps,
    { ...restartAgent.steps[0], id: 'again' },
  ] as typeof restartAgent.steps;
  const words = (of: Partial<Service>, plan: Partial<Plan>, withNeeds: Proof) =>
    serviceFreshness({ ...hospital, ...plan }, { ...signIn, ...of }, withNeeds, proof.at).reasons.map(
      (each) => each.words,
    );
  expect([
    words(service, {}, { ...proof, needs }),
    words(service, {}, { ...proof, needs: ['directory'] }),
    words({ dependsOn: ['directory'] }, {}, { ...proof, needs }),
    words({}, { runbooks: [{ ...restartAgent, steps }] }, proof),
  ]).toEqual([
    [],
    ['needs network:Line of the provider in addition since it was proven on 2026-10-01'],
    ['no longer needs network:Line of the provider since it was proven on 2026-10-01'],
    ['1 of 3 steps of restart-agent changed since it was proven on 2026-10-01'],
  ]);
});

test('a runbook that another proof did not use is unproven, and one whose proof is old is stale', () => {
  const other = { ...restartAgent, id: 'other' };
  const state = (at: number, runbook = restartAgent) => runbookFreshness(hospital, runbook, proof, at).state;
  expect([state(proof.at, other), state(proof.at + 180 * dayMs), state(proof.at + 180 * dayMs + 1)]).toEqual([
    'unproven',
    'proven',
    'stale',
  ]);
});
