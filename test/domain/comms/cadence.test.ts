import { expect, test } from 'vitest';
import { cadences } from '../../../src/domain/comms/cadence';
import type { Audience } from '../../../src/domain/comms/channel';
import { signOffUpdate } from '../../../src/domain/comms/commands';
import type { NewEvent } from '../../../src/domain/events';
import { seconds } from '../../helpers/hospital';
import { changed, declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { now, staff, toldHospital } from './told-hospital';

/** `declared` declares 30 s after noon. */
const declaredAt = seconds(30);
const minute = 60_000;
const signedOff = (events: readonly NewEvent[], at: number, nextUpdateMs = 20 * minute): NewEvent[] => [
  ...events,
  ...signOffUpdate(now(events, at), {
    incident: 'INC-0001',
    audience: 'staff',
    text: 'We work on it.',
    nextUpdateMs,
  }),
];
/** What became of the last message in these events. */
const arrived = (events: readonly NewEvent[], at: number): NewEvent[] => {
  const queued = events.findLast((event) => event.type === 'message.queued');
  if (queued?.type !== 'message.queued') return [...events];
  const data = { message: queued.data.message, delivery: 'ops-mail', attempt: 1 };
  return [...events, happened(at, 'delivery.done', data)];
};
const said = (events: readonly NewEvent[], at: number, nextUpdateMs = 20 * minute): NewEvent[] =>
  arrived(signedOff(events, at, nextUpdateMs), at);
const stateAt = (events: readonly NewEvent[], at: number) =>
  cadences([staff], worldOf(events), 'INC-0001', at)[0]?.state;

test('the first message counts from the declaration: due at four fifths, overdue after all of it', () => {
  const states = [0, 239_999, 240_000, 299_999, 300_000].map((ms) => stateAt(declared, declaredAt + ms));
  expect([states, cadences([staff], worldOf(declared), 'INC-0001', declaredAt)]).toEqual([
    ['waiting', 'waiting', 'due', 'due', 'overdue'],
    [
      {
        ...{ audience: staff, sent: 0, lastAt: null, undelivered: 0 },
        ...{ dueAt: declaredAt + 5 * minute, notBefore: declaredAt, state: 'waiting' },
      },
    ],
  ]);
});

test('each next message counts from what was promised, and not before the floor', () => {
  const at = declaredAt + 4 * minute;
  const events = said(declared, at, 30 * minute);
  const states = [0, 23.9, 24, 30].map((minutes) => stateAt(events, at + minutes * minute));
  expect([states, cadences([staff], worldOf(events), 'INC-0001', at)]).toEqual([
    ['waiting', 'waiting', 'due', 'overdue'],
    [
      {
        ...{ audience: staff, sent: 1, lastAt: at, undelivered: 0 },
        ...{ dueAt: at + 30 * minute, notBefore: at + 10 * minute, state: 'waiting' },
      },
    ],
  ]);
});

test('an update that arrived nowhere was not heard: the time it was due stands, the floor counts all the same', () => {
  const at = declaredAt + 4 * minute;
  const first = said(declared, at);
  const later = at + 15 * minute;
  const second = signedOff(first, later);
  const failed = happened(later + 1000, 'delivery.failed', {
    ...{ message: 'MSG-0002', delivery: 'ops-mail', attempt: 1, because: 'refused' },
  });
  const read = (events: readonly NewEvent[]) =>
    cadences([staff], worldOf(events), 'INC-0001', later + 2000).map(
      ({ audience: _audience, ...rest }) => rest,
    )[0];
  const unheard = {
    ...{ sent: 2, lastAt: at, undelivered: 1 },
    ...{ dueAt: at + 20 * minute, notBefore: later + 10 * minute, state: 'waiting' },
  };
  expect([read(second), read([...second, failed]), read(arrived(second, later + 1000))]).toEqual([
    unheard,
    unheard,
    { ...unheard, lastAt: later, undelivered: 0, dueAt: later + 20 * minute },
  ]);
});

test('an update that there is no way to send is read out, and so heard', () => {
  const mute = { ...toldHospital, channels: [] };
  const events = [
    ...declared,
    ...signOffUpdate(now(declared, declaredAt, 'maria', mute), {
      ...{ incident: 'INC-0001', audience: 'staff', text: 'We work on it.', nextUpdateMs: 20 * minute },
    }),
  ];
  const [cadence] = cadences([staff], worldOf(events), 'INC-0001', declaredAt);
  expect([cadence?.lastAt, cadence?.undelivered]).toEqual([declaredAt, 0]);
});

test('a message after the service was verified is the last word; one before it is not', () => {
  const before = said(declared, declaredAt + 4 * minute);
  const verified = [...before, changed(declaredAt + 15 * minute, 'down', 'verified', 'INC-0001')];
  const after = said(verified, declaredAt + 16 * minute);
  const broken = [...after, changed(declaredAt + 17 * minute, 'verified', 'down', 'INC-0001')];
  const at = declaredAt + 18 * minute;
  expect([verified, after, broken].map((events) => stateAt(events, at))).toEqual([
    'waiting',
    'closed',
    'waiting',
  ]);
});

test('after an end without proof those who were told wait for a last word, the others for none', () => {
  const resolved = happened(declaredAt + 10 * minute, 'incident.resolved', {
    incident: 'INC-0001',
    unproven: 'false alarm',
  });
  const told = [...said(declared, declaredAt), resolved];
  const at = declaredAt + 19 * minute;
  const closed = said(told, at);
  expect([
    stateAt([...declared, resolved], at),
    stateAt(told, at),
    stateAt(closed, at + 1),
    closed.at(-1)?.data,
  ]).toEqual(['closed', 'due', 'closed', expect.not.objectContaining({ nextUpdateAt: expect.anything() })]);
});

test('the most urgent audience comes first, those who had the last word come last', () => {
  const audience = (id: string, firstMs: number): Audience => ({ ...staff, id, firstMs });
  const all = [
    audience('board', 60 * minute),
    audience('public', 10 * minute),
    audience('wards', 5 * minute),
  ];
  const at = declaredAt + 9 * minute;
  expect(
    cadences(all, worldOf(declared), 'INC-0001', at).map((each) => [each.audience.id, each.state]),
  ).toEqual([
    ['wards', 'overdue'],
    ['public', 'due'],
    ['board', 'waiting'],
  ]);
});

test('an incident that nobody knows has no cadence', () => {
  expect(cadences([staff], worldOf(declared), 'INC-0009', declaredAt)).toEqual([]);
});
