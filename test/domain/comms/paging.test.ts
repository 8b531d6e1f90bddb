import { expect, test } from 'vitest';
import { acknowledgePaging } from '../../../src/domain/comms/commands';
import { tidyOutbox } from '../../../src/domain/comms/outbox-rules';
import { duePages, roundMs, startPaging } from '../../../src/domain/comms/paging-rules';
import type { NewEvent } from '../../../src/domain/events';
import { takeCommand } from '../../../src/domain/incident/commands';
import { waitingIn } from '../../../src/domain/views/waiting';
import { seconds } from '../../helpers/hospital';
import { changed, declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { refusal } from '../../helpers/refusal';
import { now, toldHospital } from './told-hospital';

const minute = 60;
const start = seconds(60);
const command = {
  ...{ incident: 'INC-0001', rule: 'half-down', text: 'Clinical sign-in, 8 of 10 failing.', repeat: 1 },
  steps: [
    { who: 'role:operations-lead', afterMs: 0 },
    { who: 'maria', afterMs: 120_000 },
    { who: 'jon', afterMs: 180_000 },
  ],
};
const begin = (change: Partial<typeof command> = {}) =>
  startPaging({ world: worldOf(declared), plan: toldHospital, at: start }, { ...command, ...change });

/** Looks every second from one moment to another, as the console does; gives everything that became of it. */
function look(events: readonly NewEvent[], from: number, to: number, plan = toldHospital): NewEvent[] {
  let all = [...events];
  for (let at = from; at <= to; at += 1000) all = [...all, ...duePages({ world: worldOf(all), plan, at })];
  return all.slice(events.length);
}

const told = (events: readonly NewEvent[]) =>
  events.map((event) => {
    const after = (event.occurredAt - start) / 1000;
    return event.type === 'message.queued'
      ? `${after} s: ${event.data.person} round ${event.data.round}`
      : `${after} s: ${event.type}`;
  });

test('a paging names the people its steps mean, each once, in order of time and then of the plan', () => {
  expect(begin()).toEqual([
    happened(start, 'paging.started', {
      ...{ incident: 'INC-0001', paging: 'P1', rule: 'half-down', repeat: 1 },
      text: 'Clinical sign-in, 8 of 10 failing.',
      people: [
        { id: 'jon', name: 'Jon Ade' },
        { id: 'kim', name: 'Kim Li' },
        { id: 'maria', name: 'Maria Chen' },
      ],
      steps: [
        { person: 'jon', afterMs: 0 },
        { person: 'kim', afterMs: 0 },
        { person: 'maria', afterMs: 120_000 },
      ],
    }),
  ]);
});

test('a rule that still calls in an incident does not begin to call again; another one does, under its own id', () => {
  const world = worldOf([...declared, ...begin()]);
  const again = startPaging({ world, plan: toldHospital, at: start }, command);
  const other = startPaging({ world, plan: toldHospital, at: start }, { ...command, rule: 'silent' });
  expect([again, other.map((event) => 'paging' in event.data && event.data.paging)]).toEqual([[], ['P2']]);
});

test('a page goes to every way that the plan has for the person, under keys that are its own for ever', () => {
  const [page] = duePages({ world: worldOf([...declared, ...begin()]), plan: toldHospital, at: start });
  const key = 'INC-0001/P1/0/jon';
  const when = '2026-10-01T12:01:00.000Z';
  expect(page).toEqual({
    ...{ type: 'message.queued', stream: 'message/MSG-0001', occurredAt: start, actor: 'console' },
    data: {
      ...{ message: 'MSG-0001', kind: 'page', incident: 'INC-0001', person: 'jon', paging: 'P1', round: 0 },
      subject: 'SEV-1 Clinical sign-in is down (INC-0001)',
      text: 'Clinical sign-in, 8 of 10 failing.\nAcknowledge at the console of Northgate Hospital. The calling goes on until somebody does.',
      expiresAt: start + 3_600_000,
      deliveries: [
        { delivery: 'hook', channel: 'hook', kind: 'webhook', to: 'jon', dedupe: `${key}/hook/${when}` },
        {
          ...{ delivery: 'ops-mail', channel: 'ops-mail', kind: 'smtp', to: 'jon@hospital.example' },
          dedupe: `${key}/ops-mail/${when}`,
        },
      ],
    },
  });
});

test('whom no way leads to gets a message without deliveries, so that the screen says to call', () => {
  const pages = duePages({ world: worldOf([...declared, ...begin()]), plan: toldHospital, at: start });
  const ways = pages.map((event) => event.type === 'message.queued' && event.data.deliveries.length);
  expect([told(pages), ways]).toEqual([
    ['0 s: jon round 0', '0 s: kim round 0'],
    [2, 0],
  ]);
});

test('people are called in order, after their delays, round after round, until the rounds are over', () => {
  const pages = look([...declared, ...begin()], start, start + 20 * minute * 1000);
  expect(told(pages)).toEqual([
    '0 s: jon round 0',
    '0 s: kim round 0',
    '120 s: maria round 0',
    '240 s: jon round 1',
    '240 s: kim round 1',
    '360 s: maria round 1',
    '480 s: paging.exhausted',
  ]);
});

test('the last one called has as much time as the one before; alone, five minutes', () => {
  const steps = (...delays: number[]) => delays.map((afterMs) => ({ person: 'jon', afterMs }));
  expect([roundMs(steps(0, 120_000, 180_000)), roundMs(steps(0)), roundMs(steps(0, 1000))]).toEqual([
    240_000, 300_000, 31_000,
  ]);
});

test('whoever acknowledges ends the calling, also when nobody had called them', () => {
  const before = [...declared, ...begin()];
  const first = look(before, start, start + 10_000);
  const answer = acknowledgePaging(now([...before, ...first], start + 11_000), {
    incident: 'INC-0001',
    paging: 'P1',
  });
  const after = look([...before, ...first, ...answer], start + 12_000, start + 900_000);
  expect([answer, after]).toEqual([
    [
      happened(
        start + 11_000,
        'paging.acknowledged',
        { incident: 'INC-0001', paging: 'P1', person: 'maria' },
        'person:maria',
      ),
    ],
    [],
  ]);
});

test('the end of the incident ends the calling', () => {
  const before = [...declared, ...begin()];
  const resolved = happened(start + 1000, 'incident.resolved', {
    incident: 'INC-0001',
    unproven: 'false alarm',
  });
  expect(look([...before, resolved], start + 2000, start + 900_000)).toEqual([]);
});

test('a service that was verified ends the calling for good, also when it breaks again', () => {
  const before = [...declared, ...begin()];
  const verified = [...before, changed(start + 1000, 'down', 'verified', 'INC-0001')];
  const broken = [...verified, changed(start + 2000, 'verified', 'down', 'INC-0001')];
  expect([
    look(verified, start + 2000, start + 900_000),
    look(broken, start + 3000, start + 900_000),
    waitingIn(toldHospital, worldOf(verified), 'INC-0001', start + 2000).map(({ kind }) => kind),
  ]).toEqual([[], [], []]);
});

test('what is still in the outbox of a calling that ended so does not leave any more', () => {
  const before = [...declared, ...begin()];
  const paged = [...before, ...look(before, start, start)];
  const verified = [...paged, changed(start + 1000, 'down', 'verified', 'INC-0001')];
  const dropped = tidyOutbox({ world: worldOf(verified), at: start + 2000 }, new Set());
  expect(dropped.map(({ data }) => data)).toEqual(
    ['hook', 'ops-mail'].map((delivery) => ({
      ...{ message: 'MSG-0001', delivery, because: 'the service was verified at 12:01 UTC' },
    })),
  );
});

test('taking command answers what only called for somebody to take it, and what called nobody else', () => {
  const silent = {
    id: 'silent',
    when: { on: 'unacknowledged' as const, afterMs: 1 },
    forMs: 0,
    clearForMs: 0,
    acts: [],
  };
  const plan = {
    ...toldHospital,
    services: toldHospital.services.map((service) => ({ ...service, escalation: [silent] })),
  };
  const vacant = declared.slice(0, -1);
  const calls = (rule: string, who: string, history: readonly NewEvent[]) => [
    ...history,
    ...startPaging(
      { world: worldOf(history), plan, at: start },
      { ...command, rule, steps: [{ who, afterMs: 0 }] },
    ),
  ];
  const called = calls('pass/maria', 'maria', calls('half-down', 'jon', calls('silent', 'jon', vacant)));
  const taken = takeCommand(now(called, start + 1000, 'maria', plan), { incident: 'INC-0001' });
  const answered = (paging: string) => ({
    ...{ type: 'paging.acknowledged', actor: 'person:maria' },
    data: { incident: 'INC-0001', paging, person: 'maria' },
  });
  expect(taken.map(({ type, actor, data }) => ({ type, actor, data }))).toEqual([
    { type: 'command.taken', actor: 'person:maria', data: { incident: 'INC-0001', person: 'maria' } },
    answered('P1'),
    answered('P3'),
  ]);
});

test('after a restart of seconds nobody is called twice and nobody is left out', () => {
  const steps = [
    { who: 'jon', afterMs: 0 },
    { who: 'kim', afterMs: 10_000 },
    { who: 'maria', afterMs: 20_000 },
  ];
  const before = [...declared, ...begin({ steps, repeat: 0 })];
  const first = look(before, start, start + 5000);
  const second = look([...before, ...first], start + 25_000, start + 60_000);
  expect(told([...first, ...second])).toEqual([
    '0 s: jon round 0',
    '25 s: kim round 0',
    '25 s: maria round 0',
    '50 s: paging.exhausted',
  ]);
});

test('after a long outage only the latest step that was missed is made up for', () => {
  const before = [...declared, ...begin({ repeat: 3 })];
  const pages = look(before, start + 630_000, start + 960_000);
  expect(told(pages)).toEqual([
    '630 s: maria round 2',
    '720 s: jon round 3',
    '720 s: kim round 3',
    '840 s: maria round 3',
    '960 s: paging.exhausted',
  ]);
});

test('after an outage beyond all rounds the last one is still called before the calling is given up', () => {
  const pages = look([...declared, ...begin()], start + 7_200_000, start + 7_205_000);
  expect(told(pages)).toEqual(['7200 s: maria round 1', '7200 s: paging.exhausted']);
});

test('a role that nobody holds is exhausted at once, for everyone to see', () => {
  const before = [...declared, ...begin({ steps: [{ who: 'role:deputy', afterMs: 0 }] })];
  expect(told(look(before, start, start + 5000))).toEqual(['0 s: paging.exhausted']);
});

test('an acknowledgement is refused without a name, twice, from an observer, and after the end', () => {
  const before = [...declared, ...begin()];
  const answer = acknowledgePaging(now(before, start), { incident: 'INC-0001', paging: 'P1' });
  const resolved = happened(start, 'incident.resolved', { incident: 'INC-0001', unproven: 'false alarm' });
  const asking = (events: readonly NewEvent[], operator: string | null, paging = 'P1') =>
    refusal(() => acknowledgePaging(now(events, start + 1000, operator), { incident: 'INC-0001', paging }));
  expect([
    asking(before, null),
    asking(before, 'eve'),
    asking([...before, ...answer], 'jon'),
    asking([...before, resolved], 'jon'),
    asking(before, 'jon', 'P2'),
    asking(before, 'jon', '__proto__'),
  ]).toEqual([
    'refused: Say who you are before you acknowledge.',
    'refused: Eve Roe observes, and an observer writes notes only. Let somebody else acknowledge.',
    'refused: Maria Chen acknowledged at 12:01 UTC already.',
    'refused: INC-0001 is resolved: nobody is called for it any more.',
    'not-found: INC-0001 has no paging "P2".',
    'not-found: INC-0001 has no paging "__proto__".',
  ]);
});
