import { expect, test } from 'vitest';
import { signOffUpdate } from '../../../src/domain/comms/commands';
import { duePages, startPaging } from '../../../src/domain/comms/paging-rules';
import { dropDeliveries, releaseDeliveries } from '../../../src/domain/comms/review-commands';
import type { NewEvent } from '../../../src/domain/events';
import { outboxOf } from '../../../src/domain/views/outbox';
import { seconds } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { refusal } from '../../helpers/refusal';
import { now, toldHospital as plan } from './told-hospital';

const at = seconds(120);
const incident = 'INC-0001';
const update = { message: 'MSG-0001', delivery: 'ops-mail' };
const page = { message: 'MSG-0002', delivery: 'hook' };
const queued: readonly NewEvent[] = [
  ...declared,
  ...signOffUpdate(now(declared, at), { incident, audience: 'staff', text: 'x', nextUpdateMs: 3_600_000 }),
];
const command = { incident, rule: 'r', text: 't', steps: [{ who: 'jon', afterMs: 0 }], repeat: 0 };
const begun = [...queued, ...startPaging({ world: worldOf(queued), plan, at }, command)];
const paged = [...begun, ...duePages({ world: worldOf(begun), plan, at })];
const held = [update, page].map((about) =>
  happened(at + 2_400_000, 'delivery.held', { ...about, because: 'waited 40 min: an outage lay between' }),
);
const waiting = [...paged, ...held];
const later = at + 2_500_000;

test('what was held leaves after all when it is released, and never when it is dropped', () => {
  const released = releaseDeliveries(now(waiting, later), { deliveries: [update, page, update] });
  const dropped = dropDeliveries(now(waiting, later), { deliveries: [update] });
  expect([released, dropped]).toEqual([
    [
      {
        ...{
          type: 'delivery.released',
          stream: 'message/MSG-0001',
          occurredAt: later,
          actor: 'person:maria',
        },
        data: update,
      },
      {
        ...{
          type: 'delivery.released',
          stream: 'message/MSG-0002',
          occurredAt: later,
          actor: 'person:maria',
        },
        data: page,
      },
    ],
    [
      {
        ...{ type: 'delivery.dropped', stream: 'message/MSG-0001', occurredAt: later, actor: 'person:maria' },
        data: { ...update, because: 'Maria Chen looked at it and dropped it' },
      },
    ],
  ]);
});

test('a held update is decided by who may sign it off, a held page by anyone but an observer', () => {
  const by = (who: string | null, about: typeof update) =>
    refusal(() => releaseDeliveries(now(waiting, later, who), { deliveries: [about] }));
  expect([by('jon', page), by('jon', update), by('kim', update), by('eve', page), by(null, page)]).toEqual([
    'accepted',
    'refused: Jon Ade does not speak for INC-0001. The Incident Commander, the Deputy or the Communications Lead signs off.',
    'accepted',
    'refused: Eve Roe observes, and an observer writes notes only. Let somebody else send what was held.',
    'refused: Say who you are before you send what was held.',
  ]);
});

test('what is not held, or not there, refuses the whole review by name', () => {
  const asked = (message: string, delivery: string, events = waiting) =>
    refusal(() => dropDeliveries(now(events, later), { deliveries: [page, { message, delivery }] }));
  expect([
    asked('MSG-0002', 'ops-mail'),
    asked('MSG-0009', 'ops-mail'),
    asked('MSG-0002', '__proto__'),
    asked('constructor', 'name'),
  ]).toEqual([
    'refused: MSG-0002 to ops-mail is waiting, not held. Look at the outbox again.',
    'not-found: The outbox holds no delivery MSG-0009/ops-mail.',
    'not-found: The outbox holds no delivery MSG-0002/__proto__.',
    'not-found: The outbox holds no delivery constructor/name.',
  ]);
});

test('the outbox shows what still has to leave, what is held, what failed, and how each channel does', () => {
  const events = [
    ...waiting,
    happened(later, 'delivery.sending', { message: 'MSG-0002', delivery: 'ops-mail', attempt: 1 }),
    happened(later + 1, 'delivery.done', { message: 'MSG-0002', delivery: 'ops-mail', attempt: 1 }),
    happened(later, 'delivery.failed', { ...page, attempt: 1, because: 'it answered 400' }),
  ];
  const about = (rows: readonly { message: { id: string }; delivery: { id: string } }[]) =>
    rows.map(({ message, delivery }) => `${message.id}/${delivery.id}`);
  const [before, after] = [outboxOf(worldOf(paged)), outboxOf(worldOf(events))];
  expect(
    [before, after].map((each) => [about(each.unsent), about(each.held), about(each.failed), each.channels]),
  ).toEqual([
    [
      ['MSG-0001/ops-mail', 'MSG-0002/hook', 'MSG-0002/ops-mail'],
      [],
      [],
      { 'ops-mail': { lastDoneAt: null, waiting: 2 }, hook: { lastDoneAt: null, waiting: 1 } },
    ],
    [
      [],
      ['MSG-0001/ops-mail'],
      ['MSG-0002/hook'],
      { 'ops-mail': { lastDoneAt: later + 1, waiting: 0 }, hook: { lastDoneAt: null, waiting: 0 } },
    ],
  ]);
});
