import fc from 'fast-check';
import { expect, test } from 'vitest';
import { duePages, startPaging } from '../../../src/domain/comms/paging-rules';
import type { NewEvent } from '../../../src/domain/events';
import { seconds } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import { happened, worldOf } from '../../helpers/records';
import { toldHospital } from './told-hospital';

const start = seconds(60);
const who = fc.constantFrom('jon', 'maria', 'kim', 'eve', 'role:operations-lead', 'role:nobody');
const steps = fc.array(fc.record({ who, afterMs: fc.integer({ min: 0, max: 240_000 }) }), { maxLength: 6 });
/** How long the console looks away between two looks, in milliseconds: a tick, a restart, an outage. */
const pause = fc.oneof(
  { arbitrary: fc.constant(1000), weight: 8 },
  { arbitrary: fc.integer({ min: 2000, max: 50_000 }), weight: 3 },
  { arbitrary: fc.integer({ min: 60_000, max: 3_000_000 }), weight: 1 },
);

function story(
  plan: { steps: { who: string; afterMs: number }[]; repeat: number },
  pauses: readonly number[],
) {
  const command = { incident: 'INC-0001', rule: 'down', text: 'Down.', ...plan };
  const begun = startPaging({ world: worldOf(declared), plan: toldHospital, at: start }, command);
  const before: NewEvent[] = [...declared, ...begun];
  const events: NewEvent[] = [];
  const looks: number[] = [];
  let at = start;
  for (const ms of pauses) {
    looks.push(at);
    events.push(...duePages({ world: worldOf([...before, ...events]), plan: toldHospital, at }));
    at += ms;
  }
  const paging = worldOf(before).incidents['INC-0001']?.pagings.P1;
  const pages = events.flatMap((event) => (event.type === 'message.queued' ? [event] : []));
  return { paging, pages, events, looks };
}

test('nobody is paged twice in a round or before their time, whatever restarts and outages lie between', () => {
  fc.assert(
    fc.property(steps, fc.nat(4), fc.array(pause, { maxLength: 60 }), (each, repeat, pauses) => {
      const { paging, pages, events } = story({ steps: each, repeat }, pauses);
      const calls = pages.map(({ data }) => `${data.round}/${data.person}`);
      const ids = pages.map(({ data }) => data.message);
      const early = pages.filter(({ data, occurredAt }) => {
        const step = paging?.steps.find(({ person }) => person === data.person);
        return !step || occurredAt < start + step.afterMs || (data.round ?? 0) > repeat;
      });
      const ends = events.filter((event) => event.type === 'paging.exhausted').length;
      expect([new Set(calls).size, new Set(ids).size, early, ends <= 1]).toEqual([
        calls.length,
        calls.length,
        [],
        true,
      ]);
    }),
  );
});

test('without an outage of a minute nobody who is due is left out', () => {
  const short = fc.oneof(fc.constant(1000), fc.integer({ min: 1000, max: 55_000 }));
  fc.assert(
    fc.property(steps, fc.nat(3), fc.array(short, { maxLength: 60 }), (each, repeat, pauses) => {
      const { paging, pages, events, looks } = story({ steps: each, repeat }, pauses);
      const end = events.find((event) => event.type === 'paging.exhausted')?.occurredAt;
      const last = end ?? looks.at(-1) ?? 0;
      const first = (paging?.steps ?? []).filter(({ afterMs }) => start + afterMs <= last);
      const called = pages.filter(({ data }) => data.round === 0).map(({ data }) => data.person);
      expect(called).toEqual(first.map(({ person }) => person));
    }),
  );
});

test('nobody is paged after an acknowledgement, whenever it came', () => {
  fc.assert(
    fc.property(steps, fc.integer({ min: 0, max: 600_000 }), fc.array(pause), (each, after, pauses) => {
      const { events } = story({ steps: each, repeat: 2 }, pauses);
      const command = { incident: 'INC-0001', rule: 'down', text: 'Down.', repeat: 2, steps: each };
      const begun = startPaging({ world: worldOf(declared), plan: toldHospital, at: start }, command);
      const data = { incident: 'INC-0001', paging: 'P1', person: 'jon' };
      const answer = happened(start + after, 'paging.acknowledged', data, 'person:jon');
      const sent = events.filter(
        (event) => event.occurredAt <= start + after && event.type === 'message.queued',
      );
      const world = worldOf([...declared, ...begun, ...sent, answer]);
      const later = duePages({ world, plan: toldHospital, at: start + after + 100_000 });
      expect(later).toEqual([]);
    }),
  );
});
