import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { briefingOf, briefingText } from '../../src/domain/incident/briefing';
import { manifestOf, seconds } from '../helpers/hospital';
import { declared, outage, started } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';
import { refusal } from '../helpers/refusal';
import { incident, staffed } from '../helpers/staffed';

const maria = 'person:maria' as const;
const decision = 'DECISION-1';
const inFullSwing: readonly NewEvent[] = [
  ...started,
  happened(seconds(41), 'role.assigned', { incident, role: 'scribe', person: 'ana' }, maria),
  happened(
    seconds(42),
    'task.given',
    { incident, task: 'TASK-1', owner: 'jon', text: 'call the vendor', dueAt: seconds(70) },
    maria,
  ),
  happened(seconds(43), 'note.written', { incident, text: 'we restart', kind: 'decision' }, 'person:ana'),
  happened(
    seconds(44),
    'decision.proposed',
    {
      incident,
      decision,
      proposal: 'divert ambulances',
      risk: 'delays',
      planB: 'hold beds',
      owner: 'ravi.patel',
      dueAt: seconds(400),
    },
    maria,
  ),
  happened(
    seconds(45),
    'decision.objected',
    { incident, decision, person: 'jon', objection: 'too early' },
    'person:jon',
  ),
  happened(
    seconds(46),
    'approval.requested',
    {
      ...{ incident, approval: 'A1', person: 'maria', envelope: 'sign-in/reimage', manifest: manifestOf() },
      ...{ runbookName: 'Reimage', approvers: ['jon', 'ravi.patel'], lapsesAt: seconds(900) },
    },
    maria,
  ),
  happened(seconds(47), 'succession.passed', {
    incident,
    service: 'sign-in',
    from: 'maria',
    to: 'ravi.patel',
    because: 'undecided',
  }),
  happened(seconds(48), 'alerts.changed', {
    service: 'sign-in',
    source: 'alertmanager',
    fired: [{ fingerprint: 'f', name: 'AgentDown', severity: 'SEV-2', summary: '', startsAt: seconds(20) }],
    resolved: [],
  }),
  happened(seconds(471), 'plan-b.due', { incident, rtoUsed: 0.5 }),
];
const brief = (events: readonly NewEvent[], second: number, plan = staffed) =>
  briefingOf(plan, worldOf(events), incident, seconds(second));

test('a briefing says all that the next commander has to know', () => {
  expect(brief(inFullSwing, 480)).toEqual({
    situation: [
      'INC-0001 is SEV-1, drill: Clinical sign-in is down',
      'Impact since 2026-10-01 12:00:20 UTC, 7 min 40 s ago; declared 12:00:30 UTC',
      'Clinical sign-in is down: probe agent finds 8 of 10 endpoints failing, seen 12:00:20 UTC',
      '1 alert firing: AgentDown SEV-2',
    ],
    objectives: ['RTO 15 min: 7 min 20 s left', 'MTPD 4 h: 3 h 52 min left', 'Plan B is due and not chosen'],
    actions: [
      'RUN-0001 Restart the auth agent: running, 0 of 10 endpoints ok, 0 in flight, 10 unsent',
      '12:00:43 UTC decided by Ana Silva: we restart',
      'TASK-1, Jon Ade overdue since 12:01:10 UTC: call the vendor',
    ],
    resources: [
      'Incident Commander: Maria Chen',
      'Scribe: Ana Silva',
      'Jon Ade: 1 open task',
      '10 endpoints watched by probe',
    ],
    openDecisions: [
      'A1: Reimage on 10 endpoints, waits for a second person: Jon Ade or Ravi Patel',
      'DECISION-1, Ravi Patel overdue since 12:06:40 UTC: divert ambulances. Risk: delays. Plan B: hold beds. Jon Ade objects: too early',
    ],
    authorityInForce: [
      'Restart the auth agent: envelope sign-in/restart-agent, SEV-2 or worse, up to 1,000 endpoints, until 2027-01-01; an entitled person may start it',
      'Order of succession: Maria Chen, Ravi Patel, Ana Silva, Eve Roe',
      'The recovery decision passed to Ravi Patel at 12:00:47 UTC',
    ],
  });
});

test('no part of a briefing is left out when there is nothing to say', () => {
  const bare = { ...staffed, services: [] };
  const { situation, objectives, ...rest } = brief(declared.slice(0, -1), 2000, bare);
  expect([situation.length > 0, objectives, rest]).toEqual([
    true,
    ['RTO 15 min: missed by 18 min', 'MTPD 4 h: 3 h 27 min left'],
    {
      actions: ['None.'],
      resources: ['Incident Commander: nobody', '10 endpoints watched by probe'],
      openDecisions: ['None.'],
      authorityInForce: ['The plan in force does not have this service: nothing may be run.'],
    },
  ]);
});

test('an envelope that does not hold now is not in force', () => {
  const late = brief(declared, 365 * 86_400);
  expect(late.authorityInForce[0]).toBe('No envelope of this service is in force.');
});

test('the briefing of a finished incident states the recovery time', () => {
  expect(brief(outage, 500).objectives).toEqual(['Verified 55 s after impact began; RTO 15 min']);
});

test('as text it has a heading for each part and fits into one event, however much there is', () => {
  const long = 'x'.repeat(4000);
  const many = Array.from({ length: 10 }, (_, index) =>
    happened(seconds(50), 'task.given', {
      incident,
      task: `TASK-${index}`,
      owner: 'jon',
      text: long,
      dueAt: seconds(99),
    }),
  );
  const text = briefingText(brief(inFullSwing, 480));
  const cut = briefingText(brief([...inFullSwing, ...many], 480));
  expect([
    text.match(/^[A-Z][a-z ]+$/gm),
    text.split('\n').every((line) => line !== '- '),
    cut.length,
    cut.slice(-2),
  ]).toEqual([
    ['Situation', 'Objectives', 'Actions', 'Resources', 'Open decisions', 'Authority in force'],
    true,
    20_000,
    ' …',
  ]);
});

test('there is no briefing of an incident that never was', () => {
  expect(refusal(() => briefingOf(staffed, worldOf(declared), 'INC-9', seconds(50)))).toBe(
    'not-found: The journal holds no incident "INC-9".',
  );
});

test('a briefing names vetoes, objections to what was decided, open questions and what was not delivered', () => {
  const message = (id: string, audience: string) =>
    happened(seconds(52), 'message.queued', {
      ...{
        message: id,
        kind: 'update',
        incident,
        audience,
        subject: 'x',
        text: 'x',
        expiresAt: seconds(900),
      },
      deliveries: [{ delivery: 'd', channel: 'd', kind: 'smtp', to: 'x', dedupe: id }],
    });
  const events = [
    ...inFullSwing.slice(0, -1),
    happened(seconds(49), 'decision.made', { incident, decision, verdict: 'go', objections: 1 }, maria),
    happened(seconds(50), 'activation.armed', {
      ...{ incident, activation: 'T1', service: 'sign-in', rule: 'half-down', runbook: 'restart-agent' },
      ...{ runbookName: 'Restart', manifest: 'm', endpoints: 10, envelope: 'e', because: 'e' },
      ...{ vetoMs: 45_000, startsAt: seconds(95) },
    }),
    happened(seconds(51), 'activation.vetoed', { incident, activation: 'T1', person: 'jon', leftMs: 1 }),
    happened(seconds(51), 'note.written', { incident, text: 'who has the vendor?', kind: 'question' }, maria),
    message('MSG-0001', 'wards'),
    message('MSG-0002', 'board'),
    happened(seconds(53), 'delivery.failed', {
      message: 'MSG-0001',
      delivery: 'd',
      attempt: 1,
      because: 'refused',
    }),
    happened(seconds(53), 'delivery.done', { message: 'MSG-0002', delivery: 'd', attempt: 1 }),
  ];
  const { actions, openDecisions } = brief(events, 60);
  expect([actions.slice(1, 4), openDecisions.at(-1)]).toEqual([
    [
      '12:00:51 UTC Jon Ade vetoed Restart, which rule half-down would have started by itself',
      'DECISION-1 go: divert ambulances. Jon Ade objected: too early',
      'Not delivered: update to wards of 12:00:52 UTC (refused)',
    ],
    '12:00:51 UTC asked by Maria Chen: who has the vendor?',
  ]);
});
