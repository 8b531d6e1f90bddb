import { expect, test } from 'vitest';
import { dueApprovals } from '../../../src/domain/authority/approval-commands';
import { duePages } from '../../../src/domain/comms/paging-rules';
import { escalate } from '../../../src/domain/escalation/escalate';
import { dueDecisions } from '../../../src/domain/incident/due-decisions';
import type { Incident } from '../../../src/domain/incident/incident';
import { duePlanB } from '../../../src/domain/incident/plan-b';
import { dueTasks } from '../../../src/domain/incident/task-commands';
import { unsettledIncidents } from '../../../src/domain/incident/unsettled';
import type { World } from '../../../src/domain/world';
import { manifestOf, seconds, sha256 } from '../../helpers/hospital';
import { declared, outage } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { rule, withRules } from './scene';

const incident = 'INC-0001';

/** A world that has seen a thousand incidents end before the one that is open; `read` counts looks at one of them. */
function longLived() {
  const world = worldOf(declared);
  const ended = worldOf(outage).incidents[incident] as Incident;
  const before = Object.fromEntries(
    Array.from({ length: 1000 }, (_, index) => [`OLD-${index}`, { ...ended, id: `OLD-${index}` }]),
  );
  const reads = { count: 0 };
  const incidents = new Proxy({ ...before, ...world.incidents } as World['incidents'], {
    get(target, key) {
      if (typeof key === 'string' && key.startsWith('OLD-')) reads.count += 1;
      return Reflect.get(target, key);
    },
  });
  return { world: { ...world, incidents }, reads };
}

test('what looks every second looks at no incident that has ended, however many there were', () => {
  const plan = withRules(
    Array.from({ length: 20 }, (_, index) =>
      rule({ id: `r${index}`, when: { on: 'elapsed', afterMs: 1e9 } }),
    ),
  );
  const { world, reads } = longLived();
  const now = { world, plan, at: seconds(60), sha256 };
  const looks = [1, 2, 3].map(() => {
    reads.count = 0;
    escalate({ ...now, sweptAt: {}, watchingSince: 0, goneSince: {} });
    for (const due of [dueApprovals, dueTasks, dueDecisions, duePlanB, duePages]) due(now);
    return reads.count;
  });
  expect(looks).toEqual([1000, 0, 0]);
});

test('what is left to be settled is what is open, and a countdown or a request that outlived its incident', () => {
  const armed = happened(seconds(33), 'activation.armed', {
    ...{ incident, activation: 'T1', service: 'sign-in', rule: 'r', runbook: 'restart-agent', vetoMs: 1 },
    ...{ runbookName: 'x', manifest: 'x', endpoints: 1, envelope: 'x', because: 'x', startsAt: seconds(90) },
  });
  const asked = happened(seconds(33), 'approval.requested', {
    ...{ incident, approval: 'A1', person: 'maria', envelope: 'e', manifest: manifestOf() },
    ...{ runbookName: 'x', approvers: ['jon'], lapsesAt: seconds(900) },
  });
  const resolved = happened(seconds(60), 'incident.resolved', { incident });
  const withdrawn = happened(seconds(61), 'activation.withdrawn', {
    incident,
    activation: 'T1',
    because: 'x',
  });
  const histories = [
    declared,
    [...declared, resolved],
    [...declared, armed, resolved],
    [...declared, asked, resolved],
    [...declared, armed, resolved, withdrawn],
  ];
  expect(histories.map((each) => unsettledIncidents(worldOf(each)).length)).toEqual([1, 0, 1, 1, 0]);
});
