import { expect, test } from 'vitest';
import { signOffUpdate } from '../../../src/domain/comms/commands';
import { draftUpdate } from '../../../src/domain/comms/draft';
import type { NewEvent } from '../../../src/domain/events';
import type { Plan } from '../../../src/domain/plan/plan';
import type { Service } from '../../../src/domain/service/service';
import { manifestOf, seconds } from '../../helpers/hospital';
import { changed, declared, done, outage, started, swept } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { now, staff, toldHospital } from './told-hospital';

const incident = 'INC-0001';
const draft = (events: readonly NewEvent[], at: number, plan: Plan = toldHospital) =>
  draftUpdate(plan, worldOf(events), incident, staff, at);
const told = (events: readonly NewEvent[], at: number): NewEvent[] => [
  ...events,
  ...signOffUpdate(now(events, at), { incident, audience: 'staff', text: 'x', nextUpdateMs: 1_200_000 }),
];
const doing = (events: readonly NewEvent[], at = seconds(120)) => draft(events, at).text.split('\n')[1];

test('the first message says what, since when, how far, what is done, what it means, what to do, and when next', () => {
  expect(draft(declared, seconds(90))).toEqual({
    subject: 'Clinical sign-in is down',
    text: [
      'Clinical sign-in has been down since 12:00 UTC. It fails on 8 of 10 endpoints.',
      'Maria Chen leads the response and decides how it is restored.',
      'If it lasts until 13:00 UTC: shared logins. Safety: delays.',
      'What to do meanwhile: Use the shared paper forms.',
      'Next update at 12:22 UTC.',
    ].join('\n'),
    nextUpdateMs: 1_200_000,
  });
});

test('what was agreed for the audience stands in every message until there is proof, and the workaround before plan B', () => {
  const [first, ...others] = toldHospital.services as [Service, ...Service[]];
  const plan = { ...toldHospital, services: [{ ...first, workaround: 'Sign on paper.' }, ...others] };
  const agreed = { ...staff, agreedText: 'Clinics take place.\n' };
  const linesAt = (events: readonly NewEvent[]) =>
    draftUpdate(plan, worldOf(events), incident, agreed, seconds(120)).text.split('\n');
  expect([linesAt(declared).slice(-3), linesAt(outage).join().includes('Clinics')]).toEqual([
    ['What to do meanwhile: Sign on paper.', 'Clinics take place.', expect.stringMatching(/^Next update at/)],
    false,
  ]);
});

test('a later message says that it lasts and for how long, and what the outage means by now', () => {
  const events = told(
    [
      ...started,
      happened(seconds(41), 'run.wave-started', { run: 'RUN-0001', wave: 0, endpoints: 2 }),
      ...done(seconds(41), 'restart', ['ws-1', 'ws-2']),
      ...done(seconds(43), 'check', ['ws-1']),
    ],
    seconds(120),
  );
  expect(draft(events, seconds(4 * 3600 + 1500))).toEqual({
    subject: 'Clinical sign-in is down (update 2)',
    text: [
      'Clinical sign-in is still down, since 12:00 UTC (4 h 24 min). It fails on 8 of 10 endpoints.',
      '"Restart the auth agent" is running: done on 1 of 10 endpoints.',
      'What this means: paper. Safety: delays. Compliance: reportable.',
      'What to do meanwhile: Use the shared paper forms.',
      'Next update at 16:45 UTC.',
    ].join('\n'),
    nextUpdateMs: 1_200_000,
  });
});

test('a service that works in part, that is only reported, and that no probe watches are told as what they are', () => {
  const partly = [...declared, swept(seconds(40), 2), changed(seconds(40), 'down', 'degraded', incident)];
  const healthy = [...declared, swept(seconds(40), 0), changed(seconds(40), 'down', 'healthy', incident)];
  const unseen = declared.filter((event) => event.type !== 'probe.swept' && event.type !== 'service.changed');
  const first = (events: readonly NewEvent[]) => {
    const { subject, text } = draft(events, seconds(120));
    return [subject, text.split('\n')[0]];
  };
  expect([
    first(partly),
    first(healthy),
    first(unseen),
    first(told(partly, seconds(60))),
    first(told(unseen, seconds(60))),
  ]).toEqual([
    [
      'Clinical sign-in works only in part',
      'Clinical sign-in has worked only in part since 12:00 UTC. It fails on 2 of 10 endpoints.',
    ],
    [
      'Clinical sign-in: a disruption was reported',
      'Clinical sign-in is reported not to work as it should, since 12:00 UTC. Our measurements do not show it.',
    ],
    [
      'Clinical sign-in: a disruption was reported',
      'Clinical sign-in is reported not to work as it should, since 12:00 UTC.',
    ],
    [
      'Clinical sign-in works only in part (update 2)',
      'Clinical sign-in still works only in part, since 12:00 UTC (1 min). It fails on 2 of 10 endpoints.',
    ],
    [
      'Clinical sign-in: a disruption was reported (update 2)',
      'Clinical sign-in is still reported not to work as it should, since 12:00 UTC (1 min).',
    ],
  ]);
});

test('where probes cannot tell how it is, nothing is said of what they measure', () => {
  const lookedAt = (failing: number, unknown: number, measured: 'unknown' | 'down') => {
    const { data, ...event } = swept(seconds(40), failing);
    return { ...event, data: { ...data, unknown, measured } } as NewEvent;
  };
  const reported = declared.filter(({ type }) => type !== 'probe.swept' && type !== 'service.changed');
  const first = (events: readonly NewEvent[]) => draft(events, seconds(120)).text.split('\n')[0];
  expect([
    first([...reported, lookedAt(0, 10, 'unknown')]),
    first([...declared, lookedAt(0, 10, 'unknown')]),
    first([...declared, lookedAt(6, 3, 'down')]),
  ]).toEqual([
    'Clinical sign-in is reported not to work as it should, since 12:00 UTC.',
    'Clinical sign-in has been down since 12:00 UTC. On how many endpoints it fails is not known now.',
    'Clinical sign-in has been down since 12:00 UTC. It fails on 6 of 10 endpoints; of 3 others we cannot tell.',
  ]);
});

test('what was restored is not called working before there is proof', () => {
  const restored = outage.slice(
    0,
    outage.findIndex((event) => event.occurredAt > seconds(60)),
  );
  expect(draft(restored, seconds(61))).toEqual({
    subject: 'Clinical sign-in: work done, proof pending',
    text: [
      'Clinical sign-in has been disrupted since 12:00 UTC. The work to restore it was done at 12:00 UTC. We have no proof yet that it works: please go on as if it did not.',
      'What to do meanwhile: Use the shared paper forms.',
      'Next update at 12:22 UTC.',
    ].join('\n'),
    nextUpdateMs: 1_200_000,
  });
});

test('the last message says that there is proof, how long it lasted, and that nothing follows', () => {
  const text = [
    'We have proof that Clinical sign-in works again since 12:01 UTC. It was disrupted from 12:00 UTC on, for 55 s.',
    'Please use it as usual, and tell us if it does not work for you.',
    'This is our last message about this disruption.',
  ].join('\n');
  const verified = outage.filter((event) => event.occurredAt < seconds(90));
  expect([
    draft(verified, seconds(80)),
    draft(told(verified, seconds(80)), seconds(800)),
    draft(outage, seconds(90)).text,
  ]).toEqual([
    { subject: 'Clinical sign-in works again', text, nextUpdateMs: 1_200_000 },
    { subject: 'Clinical sign-in works again (update 2)', text, nextUpdateMs: 1_200_000 },
    text,
  ]);
});

test('an incident that ended without proof claims none', () => {
  const resolved = happened(seconds(200), 'incident.resolved', { incident, unproven: 'false alarm' });
  expect(draft([...declared, resolved], seconds(210))).toEqual({
    subject: 'Clinical sign-in: incident closed',
    text: [
      'We have closed this incident. No measurement proves that Clinical sign-in works: please tell us if it does not work for you.',
      'This is our last message about this disruption.',
    ].join('\n'),
    nextUpdateMs: 1_200_000,
  });
});

test('what is being done follows from the run, the countdown, the approval, the commander, in this order', () => {
  const manifest = manifestOf();
  const armed = happened(seconds(35), 'activation.armed', {
    ...{ incident, activation: 'A1', service: 'sign-in', rule: 'half-down', runbook: 'restart-agent' },
    ...{ runbookName: 'Restart the auth agent', manifest: manifest.digest, endpoints: 10, envelope: 'e' },
    ...{ because: 'half down', vetoMs: 45_000, startsAt: seconds(80) },
  });
  const asked = happened(seconds(36), 'approval.requested', {
    ...{
      incident,
      approval: 'AP1',
      person: 'jon',
      envelope: 'e',
      manifest,
      runbookName: 'Restart the auth agent',
    },
    ...{ approvers: ['maria'], lapsesAt: seconds(600) },
  });
  const approved = happened(seconds(37), 'approval.given', {
    incident,
    approval: 'AP1',
    person: 'maria',
    manifest: manifest.digest,
  });
  const ended = (result: 'completed' | 'stopped' | 'halted' | 'interrupted') =>
    happened(seconds(50), 'run.ended', {
      ...{ run: 'RUN-0001', incident, service: 'sign-in', result, ok: 0, notOk: 0, notSent: 10 },
    });
  const nobody = declared.filter((event) => event.type !== 'command.taken');
  const some = [...started, ...done(seconds(43), 'check', ['ws-1', 'ws-2'])];
  const every = [
    ...started,
    ...done(
      seconds(43),
      'check',
      toldHospital.endpoints.map((each) => each.name),
    ),
  ];
  expect([
    doing(nobody),
    doing(declared),
    doing([...declared, armed]),
    doing([...declared, asked]),
    doing([...declared, asked, approved]),
    doing([...started, armed]),
    doing([...some, ended('completed')]),
    doing([...every, ended('completed')]),
    doing([...some, ended('stopped')]),
    doing([...some, ended('halted')]),
    doing([...some, ended('interrupted')]),
  ]).toEqual([
    'The people who respond are being called.',
    'Maria Chen leads the response and decides how it is restored.',
    '"Restart the auth agent" starts by itself on 10 endpoints at 12:01 UTC unless we stop it.',
    '"Restart the auth agent" on 10 endpoints waits for a second person\'s approval.',
    '"Restart the auth agent" on 10 endpoints is approved.',
    '"Restart the auth agent" is running: done on 0 of 10 endpoints.',
    '"Restart the auth agent" has run: done on 2 of 10 endpoints. We are working on the rest.',
    '"Restart the auth agent" has run: done on 10 of 10 endpoints. We are looking at what else it takes.',
    '"Restart the auth agent" was stopped: done on 2 of 10 endpoints. We are deciding what comes next.',
    '"Restart the auth agent" halted by itself: done on 2 of 10 endpoints. We are deciding what comes next.',
    '"Restart the auth agent" was interrupted: done on 2 of 10 endpoints. We are deciding what comes next.',
  ]);
});

test('the plan B that was chosen stands in for the one of the plan; without either nothing is said of it', () => {
  const chosen = happened(
    seconds(100),
    'plan-b.chosen',
    { incident, text: 'Go to building C' },
    'person:maria',
  );
  const [service] = toldHospital.services;
  const bare = { ...toldHospital, services: service ? [{ ...service, planB: undefined, impact: [] }] : [] };
  expect([
    draft([...declared, chosen], seconds(120))
      .text.split('\n')
      .at(-2),
    draft(declared, seconds(120), bare).text.split('\n'),
  ]).toEqual([
    'What to do meanwhile: Go to building C.',
    [
      'Clinical sign-in has been down since 12:00 UTC. It fails on 8 of 10 endpoints.',
      'Maria Chen leads the response and decides how it is restored.',
      'Next update at 12:22 UTC.',
    ],
  ]);
});

test('a time of another day says which', () => {
  const corrected = happened(seconds(60), 'impact-start.corrected', {
    ...{ incident, from: seconds(20), to: seconds(-13 * 3600) },
  });
  expect(draft([...declared, corrected], seconds(120)).text.split('\n')[0]).toBe(
    'Clinical sign-in has been down since 2026-09-30 23:00 UTC. It fails on 8 of 10 endpoints.',
  );
});
