import { expect, test } from 'vitest';
import type { Endpoint, Plan } from '../../../src/domain/plan/plan';
import { reaches } from '../../../src/domain/proof/contact-reach';
import { continuityRows } from '../../../src/domain/views/continuity';
import { reassessmentBoard } from '../../../src/domain/views/reassessment-board';
import { endpoint, hospital, restartAgent, seconds, signIn, workstations } from '../../helpers/hospital';
import { outage } from '../../helpers/outage';
import { worldOf } from '../../helpers/records';

const dayMs = 86_400_000;
const later = seconds(0) + 3 * dayMs;
const world = worldOf(outage);
const overdue = { onMs: later - dayMs, by: 'maria', everyMs: 3_600_000 };

function boardOf(change: Partial<Plan>, at = later) {
  const plan = { ...hospital, ...change };
  const board = reassessmentBoard(plan, continuityRows(plan, world, at), reaches(world), at);
  return {
    ...board,
    anew: board.anew.map(({ service, proveAnew, reasons }) => [
      service.id,
      proveAnew,
      reasons.map(({ rule }) => rule),
    ]),
    changed: board.changed.map(({ service, change: { added } }) => [service.id, added]),
    stale: board.stale.map(({ kind, id, words }) => [kind, id, ...words]),
  };
}

test('a plan on which nothing changed has nothing to reassess', () => {
  const printing = { ...signIn, id: 'printing', name: 'Printing' };
  expect(boardOf({ services: [signIn, printing] })).toEqual({
    ...{ anew: [], changed: [], same: 1, unproven: 1, allowed: 0.1, stale: [] },
  });
});

test('a change within what the plan allows is told, and asks for nothing', () => {
  expect(boardOf({ endpoints: [...workstations(10), endpoint('ws-11')] })).toMatchObject({
    ...{ anew: [], changed: [['sign-in', ['ws-11']]], same: 0 },
  });
});

test('what has to be proven anew names its runbooks, and every risk that counts on one of them', () => {
  const [first, ...rest] = workstations(10) as [Endpoint, ...Endpoint[]];
  const risk = {
    id: 'expiry',
    name: 'Expiry',
    category: 'certificate' as const,
    services: [],
    owner: 'maria',
  };
  const risks = [
    { ...risk, runbook: 'restart-agent' },
    { ...risk, id: 'flood' },
  ];
  expect(boardOf({ endpoints: [{ ...first, hostKeys: ['SHA256:other'] }, ...rest], risks })).toMatchObject({
    anew: [['sign-in', ['restart-agent'], ['host-keys-changed']]],
    stale: [['risk', 'expiry', 'its runbook restart-agent has to be proven anew']],
  });
});

test('reviews that are due and a recovery that was too slow are stale, and need no new proof by themselves', () => {
  const objectives = { ...signIn.objectives, rtoMs: 54_000 };
  const [maria, ...people] = hospital.people as [Plan['people'][0], ...Plan['people']];
  const words = 'last reviewed on 2026-10-03 and due every 1h';
  expect(
    boardOf({
      services: [{ ...signIn, objectives, reviewed: overdue }],
      runbooks: [{ ...restartAgent, reviewed: overdue }],
      people: [{ ...maria, reviewed: overdue }, ...people],
      risks: [
        {
          ...{ id: 'flood', name: 'Flood', category: 'environmental', services: [], owner: 'maria' },
          reviewed: { on: overdue.onMs, by: 'maria', everyMs: overdue.everyMs },
          accepted: { by: 'maria', untilMs: overdue.onMs, because: 'rare' },
        },
      ],
    }),
  ).toMatchObject({
    anew: [],
    stale: [
      ['service', 'sign-in', 'took 55 s when it was last proven on 2026-10-01, and its RTO is 54 s', words],
      ['runbook', 'restart-agent', words],
      ['person', 'maria', words],
      ['risk', 'flood', words, 'its acceptance ended on 2026-10-03'],
    ],
  });
});

test('an old proof has to be renewed although nothing changed', () => {
  expect(boardOf({}, seconds(0) + 200 * dayMs)).toMatchObject({
    anew: [['sign-in', ['restart-agent'], ['proof-old']]],
  });
});
