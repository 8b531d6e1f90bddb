import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { waitingIn } from '../../src/domain/views/waiting';
import { manifestOf, seconds } from '../helpers/hospital';
import { changed, declared, outage } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { incident, staffed } from '../helpers/staffed';

const task = (id: string, due: number): NewEvent =>
  happened(seconds(40), 'task.given', { incident, task: id, owner: 'jon', text: 'x', dueAt: seconds(due) });
const decision = happened(seconds(41), 'decision.proposed', {
  ...{ incident, decision: 'DECISION-1', proposal: 'x', risk: '', planB: '', owner: 'jon' },
  dueAt: seconds(90),
});
const approval = happened(seconds(42), 'approval.requested', {
  ...{ incident, approval: 'A1', person: 'maria', envelope: 'e', manifest: manifestOf(), runbookName: 'x' },
  ...{ approvers: ['jon'], lapsesAt: seconds(120) },
});
const handover = happened(seconds(43), 'handover.offered', {
  ...{ incident, handover: 'HANDOVER-1', from: 'maria', to: 'jon', briefing: 'x' },
});
const paging = happened(seconds(44), 'paging.started', {
  ...{ incident, paging: 'P1', rule: 'r', text: 'x', people: [], steps: [], repeat: 0 },
});
const planB = happened(seconds(45), 'plan-b.due', { incident, rtoUsed: 0.5 });
const assigned = (role: string) =>
  happened(seconds(46), 'role.assigned', { incident, role, person: 'ana' }, 'person:maria');

/** `kind what`, in order. */
const waiting = (events: readonly NewEvent[], second = 100) =>
  waitingIn(staffed, worldOf(events), incident, seconds(second)).map(({ kind, dueAt, ...about }) =>
    [kind, ...Object.values(about), ...(dueAt === null ? [] : [(dueAt - seconds(0)) / 1000])].join(' '),
  );
const staff = ['deputy', 'scribe', 'communications-lead'].map(assigned);

test('what is overdue comes first, the longest overdue before the rest, then what is due, then what has no time', () => {
  const all = [
    ...declared,
    task('TASK-1', 200),
    task('TASK-2', 60),
    decision,
    approval,
    handover,
    paging,
    planB,
  ];
  expect(waiting([...all, assigned('scribe')])).toEqual([
    ...['plan-b 45', 'task TASK-2 60', 'decision DECISION-1 90', 'approval A1 120', 'task TASK-1 200'],
    ...['paging P1', 'handover HANDOVER-1', 'vacancy deputy', 'vacancy communications-lead'],
  ]);
});

test('what has been answered waits no more', () => {
  const answered = [
    happened(seconds(60), 'task.closed', { incident, task: 'TASK-1', result: 'done' }),
    happened(seconds(60), 'decision.made', {
      incident,
      decision: 'DECISION-1',
      verdict: 'go',
      objections: 0,
    }),
    happened(seconds(60), 'approval.given', { incident, approval: 'A1', person: 'jon', manifest: 'm' }),
    happened(seconds(60), 'handover.ended', { incident, handover: 'HANDOVER-1', how: 'declined' }),
    happened(seconds(60), 'paging.acknowledged', { incident, paging: 'P1', person: 'jon' }),
    happened(seconds(60), 'plan-b.chosen', { incident, text: 'paper' }),
  ];
  const all = [...declared, ...staff, task('TASK-1', 200), decision, approval, handover, paging, planB];
  expect([waiting(all).length, waiting([...all, ...answered])]).toEqual([6, []]);
});

test('nobody in command is always a vacancy; the other roles only in a major incident that is worked on', () => {
  const vacant = declared.slice(0, -1);
  const minor = vacant.map((event) =>
    event.type === 'incident.declared'
      ? { ...event, data: { ...event.data, severity: 'SEV-3' as const } }
      : event,
  );
  const verified = [...declared, changed(seconds(60), 'restored', 'verified', incident)];
  expect([waiting(vacant), waiting(minor), waiting(verified)]).toEqual([
    ['vacancy incident-commander', 'vacancy deputy', 'vacancy scribe', 'vacancy communications-lead'],
    ['vacancy incident-commander'],
    [],
  ]);
});

test('a plan B is not waited for once the service is verified', () => {
  expect(waiting([...declared, planB, changed(seconds(60), 'restored', 'verified', incident)])).toEqual([]);
});

test('nothing waits in an incident that is over or never was', () => {
  const over = [...outage, task('TASK-1', 200)];
  expect([waiting(over), waitingIn(staffed, worldOf(over), '__proto__', seconds(100))]).toEqual([[], []]);
});
