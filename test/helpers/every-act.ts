import type { NewEvent } from '../../src/domain/events';
import type { Outcome } from '../../src/domain/run/outcome';
import { manifestOf, seconds } from './hospital';
import { happened } from './records';

const incident = 'INC-0001';
const service = 'sign-in';
const manifest = manifestOf();
const maria = 'person:maria' as const;
const jon = 'person:jon' as const;
const activation = 'T1';
const task = 'TASK-1';
const decision = 'DECISION-1';
const handover = 'HANDOVER-9';
const paging = 'P1';
const granted = {
  incident,
  runbook: 'restart-agent',
  manifest: 'c'.repeat(64),
  endpoints: 10,
  envelope: 'e',
  because: 'envelope e',
};
const message = (id: string, kind: 'update' | 'page' | 'alarm', about: object) =>
  happened(seconds(80), 'message.queued', {
    ...{ message: id, kind, incident, subject: 'Sign-in is down', text: 'x', expiresAt: seconds(900) },
    deliveries: [{ delivery: 'mail', channel: 'mail', kind: 'smtp', to: 'board@example.org', dedupe: id }],
    ...about,
  });
const delivery = { message: 'MSG-0001', delivery: 'mail' };

/** Once each, and more where it may say different things: what the plain outage has no occasion for. */
export const everyAct: readonly NewEvent[] = [
  happened(seconds(50), 'operator.enrolled', { person: 'jon', by: 'maria' }, maria),
  happened(seconds(50), 'operator.signed-in', { person: 'jon', proof: 'pin' }, jon),
  happened(seconds(50), 'operator.refused', { person: 'jon', attempts: 3 }),
  happened(seconds(50), 'operator.signed-out', { person: 'jon', because: 'idle' }),
  happened(seconds(50), 'operator.signed-out', { person: 'jon', because: 'left' }, jon),
  happened(seconds(50), 'operator.signed-out', { person: 'eve', because: 'locked' }, 'person:eve'),
  happened(seconds(50), 'operator.enrolled', { person: 'jon', changed: true }, jon),
  happened(seconds(50), 'operator.signed-in', { person: 'maria', proof: 'none' }, maria),
  happened(
    seconds(50),
    'plan.edited',
    { person: 'maria', file: 'services/sign-in.yaml', from: 'a', to: 'b' },
    maria,
  ),
  happened(seconds(50), 'plan.edited', { person: 'maria', file: 'risks/flood.yaml', to: 'c' }, maria),
  happened(seconds(50), 'plan.prepared', { file: 'plan.yaml', to: 'd' }),
  happened(seconds(50), 'plan.prepared', { file: 'services/sign-in.yaml', from: 'd', to: 'e' }),
  happened(seconds(51), 'connectivity.changed', {
    check: 'net',
    name: 'Internet',
    ok: false,
    because: 'timed out',
  }),
  happened(seconds(51), 'connectivity.changed', { check: 'net', name: 'Internet', ok: true, because: '204' }),
  happened(seconds(52), 'receiver.refused', { reasons: { 'without token': 2, 'too large': 1 } }),
  happened(seconds(53), 'threshold.met', { service, rule: 'half-down', reading: '8 of 10 failing' }),
  happened(seconds(53), 'threshold.crossed', {
    service,
    rule: 'half-down',
    reading: '8 of 10 failing',
    incident,
  }),
  happened(seconds(53), 'threshold.cleared', { service, rule: 'half-down', reading: '0 of 10 failing' }),
  happened(seconds(54), 'alerts.changed', {
    service,
    source: 'alertmanager',
    fired: ['A', 'B', 'C', 'D'].map((name) => ({
      ...{ fingerprint: name, name, severity: 'SEV-2' as const, summary: name === 'A' ? 'agent gone' : '' },
      startsAt: seconds(20),
    })),
    resolved: [{ fingerprint: 'E', endsAt: seconds(54) }],
    truncated: 7,
  }),
  happened(seconds(54), 'alerts.changed', {
    ...{ source: 'pagerduty', fired: [], resolved: [{ fingerprint: 'E', endsAt: seconds(54) }] },
  }),
  happened(seconds(55), 'activation.armed', {
    ...{ incident, activation, service, rule: 'agent-failing-50', runbook: 'restart-agent' },
    ...{
      runbookName: 'Restart the auth agent',
      manifest: 'm',
      endpoints: 235,
      envelope: 'sign-in/restart-agent',
    },
    ...{ because: 'x', vetoMs: 45_000, startsAt: seconds(100) },
  }),
  happened(seconds(56), 'activation.vetoed', { incident, activation, leftMs: 12_300 }),
  happened(seconds(56), 'activation.vetoed', { incident, activation, person: 'jon', leftMs: 80 }, jon),
  happened(seconds(57), 'activation.withdrawn', { incident, activation, because: 'the service is restored' }),
  happened(seconds(58), 'activation.started', { incident, activation, run: 'RUN-0001' }),
  happened(seconds(59), 'activation.refused', {
    ...{
      incident,
      service,
      rule: 'half-down',
      runbook: 'restart-agent',
      because: 'Envelope e: needs SEV-1.',
    },
  }),
  happened(seconds(60), 'authority.granted', { ...granted, ground: 'automatic', activation }),
  happened(
    seconds(61),
    'authority.granted',
    { ...granted, person: 'maria', ground: 'two-person', approvedBy: 'jon' },
    maria,
  ),
  happened(
    seconds(62),
    'authority.granted',
    { ...granted, person: 'maria', ground: 'break-glass', reason: 'children’s ward is blind' },
    maria,
  ),
  happened(
    seconds(63),
    'approval.requested',
    {
      ...{ incident, approval: 'A1', person: 'maria', envelope: 'e', manifest, runbookName: 'Reimage' },
      ...{ approvers: ['jon'], lapsesAt: seconds(963) },
    },
    maria,
  ),
  happened(
    seconds(64),
    'approval.given',
    { incident, approval: 'A1', person: 'jon', manifest: 'd'.repeat(64) },
    jon,
  ),
  ...(['used', 'refused', 'withdrawn', 'lapsed'] as const).map((how) =>
    happened(seconds(65), 'approval.ended', {
      incident,
      approval: 'A1',
      how,
      ...(how === 'refused' ? { because: 'not yet' } : {}),
    }),
  ),
  happened(seconds(66), 'succession.passed', {
    incident,
    service,
    from: 'maria',
    to: 'jon',
    because: 'undecided for 180 s',
  }),
  happened(
    seconds(67),
    'role.assigned',
    { incident, role: 'communications-lead', person: 'jon', from: 'eve' },
    maria,
  ),
  happened(seconds(67), 'role.vacated', { incident, role: 'scribe', person: 'jon' }, maria),
  happened(
    seconds(68),
    'handover.offered',
    { incident, handover, from: 'maria', to: 'jon', briefing: 'x' },
    maria,
  ),
  ...(['accepted', 'declined', 'withdrawn'] as const).map((how) =>
    happened(seconds(69), 'handover.ended', {
      incident,
      handover,
      how,
      ...(how === 'declined' ? { because: 'in theatre' } : {}),
    }),
  ),
  happened(
    seconds(70),
    'command.taken',
    { incident, person: 'jon', from: 'maria', reason: 'no answer' },
    jon,
  ),
  happened(seconds(71), 'data-loss.stated', { incident, lossMs: 720_000, text: 'the last log' }, maria),
  ...(['decision', 'question', 'follow-up'] as const).map((kind) =>
    happened(seconds(71), 'note.written', { incident, kind, text: 'x' }, maria),
  ),
  happened(
    seconds(71),
    'question.answered',
    { incident, question: 'QUESTION-1', asked: 'x', text: 'y' },
    jon,
  ),
  happened(
    seconds(72),
    'task.given',
    { incident, task, owner: 'jon', text: 'call the vendor', dueAt: seconds(132) },
    maria,
  ),
  happened(seconds(72), 'task.extended', { incident, task, dueAt: seconds(200) }, maria),
  happened(seconds(72), 'task.called-back', { incident, task }),
  happened(seconds(72), 'task.closed', { incident, task, result: 'done' }, jon),
  happened(
    seconds(73),
    'decision.proposed',
    {
      ...{
        incident,
        decision,
        proposal: 'divert',
        risk: 'delays',
        planB: 'hold beds',
        owner: 'maria',
        dueAt: seconds(133),
      },
    },
    jon,
  ),
  happened(
    seconds(73),
    'decision.objected',
    { incident, decision, person: 'jon', objection: 'too early' },
    jon,
  ),
  happened(seconds(73), 'decision.passed', {
    incident,
    decision,
    from: 'maria',
    to: 'jon',
    dueAt: seconds(193),
  }),
  happened(seconds(73), 'decision.made', { incident, decision, verdict: 'go', objections: 1 }, jon),
  happened(seconds(74), 'plan-b.due', { incident, rtoUsed: 0.5034 }),
  happened(seconds(74), 'plan-b.chosen', { incident, text: 'paper charts' }, maria),
  happened(seconds(75), 'paging.started', {
    ...{ incident, paging, rule: 'half-down', text: 'sign-in is down', repeat: 1 },
    people: [
      { id: 'jon', name: 'Jon Ade' },
      { id: 'maria', name: 'Maria Chen' },
    ],
    steps: [
      { person: 'jon', afterMs: 0 },
      { person: 'maria', afterMs: 60_000 },
    ],
  }),
  happened(seconds(75), 'paging.acknowledged', { incident, paging, person: 'jon' }, jon),
  happened(seconds(75), 'paging.exhausted', { incident, paging }),
  message('MSG-0001', 'update', { audience: 'management', nextUpdateAt: seconds(1280) }),
  message('MSG-0002', 'page', { person: 'jon', paging }),
  message('MSG-0003', 'alarm', { person: 'maria', deliveries: [] }),
  happened(seconds(81), 'delivery.sending', { ...delivery, attempt: 1 }),
  happened(seconds(82), 'delivery.failed', {
    ...delivery,
    attempt: 1,
    because: 'refused',
    retryAt: seconds(87),
  }),
  happened(seconds(83), 'delivery.failed', {
    ...delivery,
    attempt: 2,
    because: 'refused',
    retryAt: seconds(98),
  }),
  happened(seconds(84), 'delivery.failed', { ...delivery, attempt: 3, because: 'no such mailbox' }),
  happened(seconds(85), 'delivery.held', { ...delivery, because: '42 min old' }),
  happened(seconds(86), 'delivery.released', delivery),
  happened(seconds(87), 'delivery.done', { ...delivery, attempt: 4 }),
  happened(seconds(88), 'delivery.dropped', { ...delivery, because: 'a newer one was sent' }),
  happened(seconds(89), 'severity.raised', { incident, from: 'SEV-2', to: 'SEV-1', rule: 'half-down' }),
  happened(seconds(89), 'run.paused', { run: 'RUN-0001', inFlight: 2, unsent: 7 }, maria),
  happened(seconds(89), 'run.paused', { run: 'RUN-0001', inFlight: 0, unsent: 7, unsigned: true }),
  happened(seconds(89), 'run.continued', { run: 'RUN-0001', unsent: 7 }, maria),
  happened(seconds(89), 'run.reconciled', {
    run: 'RUN-0001',
    outcomes: [
      { state: 'ok', exitCode: 0, output: '', tookMs: 0 },
      { state: 'cancelled', tookMs: 0 },
      { state: 'unknown', cause: 'ConsoleStopped', output: 'still runs', tookMs: 0 },
    ].map((outcome, index) => ({
      ...{ endpoint: `ws-${index + 1}`, step: 'restart' },
      outcome: outcome as Outcome,
    })),
    unasked: 2,
  }),
  happened(seconds(89), 'run.stop-requested', { run: 'RUN-0001', inFlight: 1, unsent: 2, unsigned: true }),
  happened(seconds(90), 'incident.reopened', { incident, reason: 'two workstations are left' }, jon),
  happened(seconds(90), 'incident.resolved', { incident, rule: 'all-well' }),
  happened(
    seconds(91),
    'preflight.done',
    {
      ...{ service, runbook: 'restart-agent', total: 10, ready: 9, tookMs: 900, clockMs: 5000 },
      found: [{ cause: 'clock off', endpoints: [{ endpoint: 'ws-3', words: '12 s ahead' }] }],
      consoleClockOffMs: -12_000,
    },
    maria,
  ),
  happened(seconds(91), 'preflight.done', {
    ...{ service, total: 10, ready: 10, tookMs: 900, clockMs: 5000, found: [] },
  }),
  happened(seconds(92), 'fleet.armed', { service, incident, endpoints: 10, automatic: true }),
  happened(seconds(93), 'fleet.disarmed', { service, incident, because: 'time', connected: 9, total: 10 }),
  happened(seconds(94), 'fleet.armed', { service, endpoints: 10 }, maria),
  happened(seconds(95), 'fleet.disarmed', { service, because: 'run', connected: 10, total: 10 }),
  happened(seconds(96), 'run.step-opened', { run: 'RUN-0001', step: 'rack' }),
  happened(
    seconds(97),
    'run.step-progress',
    { run: 'RUN-0001', step: 'rack', site: 'north', done: false, by: 'maria', note: 'no key' },
    maria,
  ),
  happened(seconds(98), 'run.step-closed', {
    run: 'RUN-0001',
    step: 'rack',
    outcome: 'failed',
    because: 'exit 3',
  }),
];
