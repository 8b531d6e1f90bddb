import { expect, test } from 'vitest';
import { alarmTo } from '../../../src/domain/comms/alarm';
import { signOffUpdate } from '../../../src/domain/comms/commands';
import { afterFailure, deliveryKey, dueDeliveries, tidyOutbox } from '../../../src/domain/comms/outbox-rules';
import { duePages, startPaging } from '../../../src/domain/comms/paging-rules';
import type { EventOf, EventType, NewEvent } from '../../../src/domain/events';
import { seconds } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { now, toldHospital } from './told-hospital';

const minute = 60_000;
const at = seconds(120);
const incident = 'INC-0001';
const plan = toldHospital;

const update = (events: readonly NewEvent[], when = at, nextUpdateMs = 60 * minute) => [
  ...events,
  ...signOffUpdate(now(events, when), {
    incident,
    audience: 'staff',
    text: 'x',
    nextUpdateMs,
    evenIfEarly: true,
  }),
];
const page = (events: readonly NewEvent[], when = at): NewEvent[] => {
  const command = { incident, rule: 'r', text: 't', steps: [{ who: 'jon', afterMs: 0 }], repeat: 0 };
  const begun = [...events, ...startPaging({ world: worldOf(events), plan, at: when }, command)];
  return [...begun, ...duePages({ world: worldOf(begun), plan, at: when })];
};
const alarm = (events: readonly NewEvent[], when = at) => [
  ...events,
  ...alarmTo(
    { world: worldOf(events), plan, at: when, actor: 'person:maria' },
    { incident, who: ['role:incident-commander'], subject: 'The glass was broken', text: 'By Maria.' },
  ),
];
const became = <T extends EventType>(type: T, when: number, data: EventOf<T>['data']) =>
  happened(when, type, data);
const first = { message: 'MSG-0001', delivery: 'ops-mail' };
const tidied = (events: readonly NewEvent[], when: number, inFlight: readonly string[] = []) =>
  tidyOutbox({ world: worldOf(events), at: when }, new Set(inFlight)).map(({ type, data }) => ({
    type,
    data,
  }));
const due = (events: readonly NewEvent[], when: number) =>
  dueDeliveries(worldOf(events), when).map(deliveryKey);

test('the time between attempts grows to five minutes and no further', () => {
  expect([1, 2, 3, 4, 5, 6, 7, 100].map(afterFailure)).toEqual([
    ...[5_000, 15_000, 30_000, 60_000, 120_000],
    ...[300_000, 300_000, 300_000],
  ]);
});

test('alarms leave before pages, pages before updates, each the oldest first', () => {
  const events = alarm(page(update(declared, at), at + 1), at + 2);
  expect(due(events, at + 10)).toEqual([
    'MSG-0003/hook',
    'MSG-0002/hook',
    'MSG-0002/ops-mail',
    'MSG-0001/ops-mail',
  ]);
});

test('what failed waits for its time; what was being sent when the console died is due at once', () => {
  const failed = [
    ...update(declared),
    became('delivery.sending', at, { ...first, attempt: 1 }),
    became('delivery.failed', at, { ...first, attempt: 1, because: 'it answered 500', retryAt: at + 5000 }),
  ];
  const sending = [...failed, became('delivery.sending', at + 5000, { ...first, attempt: 2 })];
  expect([due(failed, at + 4999), due(failed, at + 5000), due(sending, at + 5001)]).toEqual([
    [],
    ['MSG-0001/ops-mail'],
    ['MSG-0001/ops-mail'],
  ]);
});

test('what is done, failed for good, held or dropped is not due', () => {
  const ends = [
    became('delivery.done', at, { ...first, attempt: 1 }),
    became('delivery.failed', at, { ...first, attempt: 1, because: 'it answered 400' }),
    became('delivery.held', at, { ...first, because: 'waited' }),
    became('delivery.dropped', at, { ...first, because: 'x' }),
  ];
  expect(ends.map((end) => due([...update(declared), end], at + 1000))).toEqual([[], [], [], []]);
});

test('an update is held after ten minutes, a page after thirty, an alarm never', () => {
  const events = alarm(page(update(declared)));
  const held = (delivery: string, message: string, waited: string) => ({
    type: 'delivery.held',
    data: { message, delivery, because: `waited ${waited}: an outage lay between` },
  });
  expect([
    tidied(events, at + 10 * minute),
    tidied(events, at + 10 * minute + 1),
    tidied(events, at + 42 * minute),
  ]).toEqual([
    [],
    [held('ops-mail', 'MSG-0001', '10 min')],
    [
      held('ops-mail', 'MSG-0001', '42 min'),
      held('hook', 'MSG-0002', '42 min'),
      held('ops-mail', 'MSG-0002', '42 min'),
    ],
  ]);
});

test('what a crash interrupted and an outage made old is held, and the reason says that it may have arrived', () => {
  const events = [...update(declared), became('delivery.sending', at, { ...first, attempt: 1 })];
  expect([tidied(events, at + 42 * minute), tidied(events, at + 42 * minute, ['MSG-0001/ops-mail'])]).toEqual(
    [
      [
        {
          type: 'delivery.held',
          data: { ...first, because: 'waited 42 min: an outage lay between. It may have arrived already' },
        },
      ],
      [],
    ],
  );
});

test('what a person released is not held again, and still expires', () => {
  const released = [
    ...update(declared),
    became('delivery.held', at + 11 * minute, { ...first, because: 'waited' }),
    became('delivery.released', at + 12 * minute, first),
  ];
  expect([
    tidied(released, at + 59 * minute),
    due(released, at + 59 * minute),
    tidied(released, at + 60 * minute),
  ]).toEqual([
    [],
    ['MSG-0001/ops-mail'],
    [{ type: 'delivery.failed', data: { ...first, attempt: 0, because: 'expired at 13:02 UTC' } }],
  ]);
});

test('an update expires when the next was promised, a page after an hour, an alarm after a day', () => {
  const events = alarm(page(update(declared, at, 20 * minute)));
  const expired = (when: number) =>
    tidied(events, when).flatMap(({ type, data }) =>
      type === 'delivery.failed' && 'message' in data ? [data.message] : [],
    );
  expect([19.9, 20, 59.9, 60, 1439.9, 1440].map((minutes) => expired(at + minutes * minute))).toEqual([
    [],
    ['MSG-0001'],
    ['MSG-0001'],
    ['MSG-0001', 'MSG-0002', 'MSG-0002'],
    ['MSG-0001', 'MSG-0002', 'MSG-0002'],
    ['MSG-0001', 'MSG-0002', 'MSG-0002', 'MSG-0003'],
  ]);
});

test('the reason of what expired keeps why it could not be sent', () => {
  const failed = became('delivery.failed', at, {
    ...first,
    attempt: 3,
    because: 'it answered 503',
    retryAt: at,
  });
  expect(tidied([...update(declared), failed], at + 60 * minute)).toEqual([
    {
      type: 'delivery.failed',
      data: { ...first, attempt: 0, because: 'expired at 13:02 UTC; it answered 503' },
    },
  ]);
});

test('a newer update to the same audience replaces an older one, also when it is held', () => {
  const held = became('delivery.held', at + 11 * minute, { ...first, because: 'waited' });
  const events = update([...update(declared), held], at + 12 * minute);
  expect(tidied(events, at + 12 * minute)).toEqual([
    { type: 'delivery.dropped', data: { ...first, because: 'a newer update replaced it' } },
  ]);
});

test('an update of one moment replaces the one before it by its number, beyond four digits, too', () => {
  const [queued] = update(declared).slice(-1);
  const numbered = (message: string) => ({ ...queued, data: { ...queued?.data, message } }) as NewEvent;
  const events = [...declared, numbered('MSG-9999'), numbered('MSG-10000')];
  expect(tidied(events, at)).toEqual([
    {
      type: 'delivery.dropped',
      data: { message: 'MSG-9999', delivery: 'ops-mail', because: 'a newer update replaced it' },
    },
  ]);
});

test('a page that was answered, or whose incident has ended, is not sent any more; an update is', () => {
  const events = page(update(declared));
  const answer = became('paging.acknowledged', at + minute, { incident, paging: 'P1', person: 'jon' });
  const resolved = became('incident.resolved', at + minute, { incident, unproven: 'false alarm' });
  const dropped = (because: string) =>
    ['hook', 'ops-mail'].map((delivery) => ({
      type: 'delivery.dropped',
      data: { message: 'MSG-0002', delivery, because },
    }));
  expect([
    tidied([...events, answer], at + 2 * minute),
    tidied([...events, resolved], at + 2 * minute),
  ]).toEqual([dropped('acknowledged at 12:03 UTC'), dropped('INC-0001 has ended')]);
});

test('an alarm goes to each person once, also to those whom only the telephone reaches', () => {
  const events = alarmTo(
    { world: worldOf(declared), plan, at, actor: 'person:maria' },
    {
      incident,
      who: ['eve', 'role:incident-commander', 'maria'],
      subject: 'Glass\nbroken',
      text: 'By Maria.',
    },
  );
  expect(events.map(({ actor, data }) => [actor, data])).toEqual([
    [
      'person:maria',
      {
        ...{ message: 'MSG-0001', kind: 'alarm', incident, person: 'eve', subject: 'Glass broken' },
        ...{ text: 'By Maria.', expiresAt: at + 1440 * minute, deliveries: [] },
      },
    ],
    [
      'person:maria',
      {
        ...{ message: 'MSG-0002', kind: 'alarm', incident, person: 'maria', subject: 'Glass broken' },
        ...{ text: 'By Maria.', expiresAt: at + 1440 * minute },
        deliveries: [
          {
            ...{ delivery: 'hook', channel: 'hook', kind: 'webhook', to: 'maria' },
            dedupe: 'INC-0001/MSG-0002/hook/2026-10-01T12:02:00.000Z',
          },
        ],
      },
    ],
  ]);
});

test('an open message moves with a clock that is set; one that has ended in a closed incident does not', () => {
  const stepped = became('clock.stepped', at, { byMs: -3_600_000 });
  const failed = became('delivery.failed', at, { ...first, attempt: 1, because: 'x', retryAt: at + 5000 });
  const done = became('delivery.done', at, { ...first, attempt: 1 });
  const resolved = became('incident.resolved', at, { incident, unproven: 'false alarm' });
  const times = (events: readonly NewEvent[]) => {
    const message = worldOf(events).messages['MSG-0001'];
    const delivery = message?.deliveries['ops-mail'];
    const all = [
      message?.queuedAt,
      message?.nextUpdateAt,
      message?.expiresAt,
      delivery?.retryAt,
      delivery?.endedAt,
    ];
    return all.map((time) => time && time - at);
  };
  const open = update(declared);
  expect([times([...open, failed, stepped]), times([...open, done, resolved, stepped])]).toEqual([
    [-3_600_000, 0, 0, 5000 - 3_600_000, null],
    [0, 3_600_000, 3_600_000, null, 0],
  ]);
});
