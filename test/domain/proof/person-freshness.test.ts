import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../../src/domain/events';
import type { Person } from '../../../src/domain/plan/plan';
import { reaches } from '../../../src/domain/proof/contact-reach';
import { personFreshness } from '../../../src/domain/proof/person-freshness';
import { seconds } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { hook, mail } from '../comms/told-hospital';

const dayMs = 86_400_000;
const at = seconds(0) + 3 * dayMs;
const plan = { channels: [mail, hook] };
const incident = 'INC-0001';
const jon: Person = {
  ...{ id: 'jon', name: 'Jon Ade', roles: [], phone: '+1 555 0101' },
  contacts: [
    { channel: 'hook', address: 'jon' },
    { channel: 'ops-mail', address: 'jon@hospital.example' },
  ],
};

/** A page to Jon over these ways, of which the named ones arrive 5 s later. */
function paged(id: string, when: number, to: Person['contacts'], arrived = to): NewEvent[] {
  const way = ({ channel, address }: Person['contacts'][0]) => ({
    ...{ delivery: channel, channel, to: address, dedupe: id },
    kind: channel === 'hook' ? ('webhook' as const) : ('smtp' as const),
  });
  return [
    happened(when, 'message.queued', {
      ...{ message: id, kind: 'page', incident, person: 'jon', paging: 'P1', round: 0 },
      ...{ subject: 'SEV-1', text: 'Come', expiresAt: when + dayMs, deliveries: to.map(way) },
    }),
    ...to.map(({ channel }) =>
      arrived.some((each) => each.channel === channel)
        ? happened(when + 5000, 'delivery.done', { message: id, delivery: channel, attempt: 1 })
        : happened(when + 5000, 'delivery.failed', {
            ...{ message: id, delivery: channel, attempt: 1, because: 'nobody there' },
          }),
    ),
  ];
}

const [overHook, overMail] = jon.contacts as [Person['contacts'][0], Person['contacts'][0]];
const judged = (events: readonly NewEvent[], person: Person = jon, when = at) => {
  const { state, reasons } = personFreshness(
    plan,
    person,
    reaches(worldOf([...declared, ...events])).get('jon') ?? [],
    when,
  );
  return [state, ...reasons.map(({ rule, words }) => `${rule}: ${words}`)];
};

describe('a way to a person', () => {
  const started = happened(seconds(40), 'paging.started', {
    ...{ incident, paging: 'P1', rule: 'vacant', text: 'Come', repeat: 0 },
    ...{ people: [{ id: 'jon', name: 'Jon Ade' }], steps: [{ person: 'jon', afterMs: 0 }] },
  });
  const answered = (person: string, when: number) =>
    happened(when, 'paging.acknowledged', { incident, paging: 'P1', person });
  const ways = (...events: readonly NewEvent[]) =>
    reaches(
      worldOf([...declared, started, ...paged('MSG-0001', seconds(41), jon.contacts, [overHook]), ...events]),
    );

  test('is proven by a message that arrived there, and not by one that did not', () => {
    expect(ways().get('jon')).toEqual([
      { channel: 'hook', address: 'jon', at: seconds(46), isAnswered: false },
    ]);
  });
  test('is answered when this person acknowledged the call afterwards, not another, and not before', () => {
    const isAnswered = (event: NewEvent) =>
      ways(event)
        .get('jon')
        ?.map((each) => each.isAnswered);
    expect([
      isAnswered(answered('jon', seconds(60))),
      isAnswered(answered('maria', seconds(60))),
      isAnswered(answered('jon', seconds(45))),
    ]).toEqual([[true], [false], [false]]);
  });
  test('counts with its latest message', () => {
    const again = paged('MSG-0002', seconds(90), [overHook]);
    expect(
      ways(...again)
        .get('jon')
        ?.map((each) => each.at),
    ).toEqual([seconds(95)]);
  });
  test('is proven by no message to an audience', () => {
    const update = happened(seconds(50), 'message.queued', {
      ...{ message: 'MSG-0009', kind: 'update', incident, audience: 'staff', subject: 'Down', text: 'Down' },
      expiresAt: at,
      deliveries: [
        { delivery: 'mail', channel: 'ops-mail', kind: 'smtp', to: 'jon@hospital.example', dedupe: 'x' },
      ],
    });
    const done = happened(seconds(51), 'delivery.done', {
      message: 'MSG-0009',
      delivery: 'mail',
      attempt: 1,
    });
    expect(reaches(worldOf([...declared, update, done])).size).toBe(0);
  });
});

describe('a person', () => {
  const reviewed = (everyMs: number) => ({ onMs: at - dayMs, by: 'maria', everyMs });

  test('is stale when nobody has looked in time at how they are reached', () => {
    expect(
      [jon, { ...jon, reviewed: reviewed(2 * dayMs) }, { ...jon, reviewed: reviewed(1) }].map(
        (each) => judged([], each)[0],
      ),
    ).toEqual(['unproven', 'reviewed', 'stale']);
  });
  test('is proven by a message that arrived on a way that the plan still names', () => {
    expect(judged(paged('MSG-0001', seconds(41), [overHook]))).toEqual(['proven']);
  });
  test('is stale when an address took the place of the one on which a message arrived', () => {
    const moved = { ...jon, contacts: [overHook, { ...overMail, address: 'j.ade@hospital.example' }] };
    expect(judged(paged('MSG-0001', seconds(41), jon.contacts), moved)).toEqual([
      'stale',
      'contact-changed: Mail leads to j.ade@hospital.example, and the last message that arrived there went to jon@hospital.example on 2026-10-01',
    ]);
  });
  test('is not stale for a further address beside the proven one', () => {
    const more = { ...jon, contacts: [...jon.contacts, { ...overMail, address: 'home@example.org' }] };
    expect(judged(paged('MSG-0001', seconds(41), jon.contacts), more)).toEqual(['proven']);
  });
  test('is stale when the plan names none of the ways on which messages arrived', () => {
    const changed = { ...jon, contacts: [overMail] };
    expect([judged(paged('MSG-0001', seconds(41), [overHook]), changed), judged([], changed)]).toEqual([
      [
        'stale',
        'contact-changed: the last message arrived over Paging hook on 2026-10-01, and the plan no longer names that way',
      ],
      ['unproven'],
    ]);
  });
  test('is stale when the last message that arrived is older than the time between two proofs', () => {
    const events = paged('MSG-0001', seconds(41), [overHook]);
    expect([
      judged(events, jon, seconds(46) + 180 * dayMs - 1),
      judged(events, jon, seconds(46) + 181 * dayMs),
    ]).toEqual([
      ['proven'],
      ['stale', 'reach-old: a message last arrived on 2026-10-01, and one is due every 180d'],
    ]);
  });
});
