import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { readClocks } from '../../src/domain/views/clocks';
import { cutPhases } from '../../src/domain/views/phases';
import { seconds } from '../helpers/hospital';
import { outage } from '../helpers/outage';
import { happened, worldOf } from '../helpers/records';

/** The outage without its end, told by a clock that is set by so much before the event at `index`. */
function stepped(events: readonly NewEvent[], index: number, byMs: number): NewEvent[] {
  const later = events.slice(index).map((event) => shifted(event, byMs));
  const at = (events[index]?.occurredAt ?? 0) + byMs;
  return [...events.slice(0, index), happened(at, 'clock.stepped', { byMs }), ...later];
}

/** The same event as the clock would have told it; a declaration tells the times before it in the new time, too. */
function shifted(event: NewEvent, byMs: number): NewEvent {
  const occurredAt = event.occurredAt + byMs;
  if (event.type !== 'incident.declared') return { ...event, occurredAt };
  const { impactStart, detectedAt = impactStart } = event.data;
  const data = { ...event.data, impactStart: impactStart + byMs, detectedAt: detectedAt + byMs };
  return { ...event, occurredAt, data };
}

test('no wall clock that is set, however often and wherever, changes a length of time', () => {
  const open = outage.slice(0, -2);
  const measure = (events: readonly NewEvent[], at: number) => {
    const incident = worldOf(events).incidents['INC-0001'];
    return (
      incident && [
        readClocks(incident, incident.objectives, at),
        cutPhases(incident, at).map(({ name, tookMs }) => [name, tookMs]),
      ]
    );
  };
  const expected = measure(open, seconds(100));
  const step = fc.record({
    index: fc.nat(open.length - 1),
    byMs: fc.integer({ min: -86_400_000, max: 86_400_000 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 5 }), (steps) => {
      // From the back, so that an index means the same event in every step.
      const ordered = [...steps].sort((a, b) => b.index - a.index);
      const told = ordered.reduce<NewEvent[]>(
        (events, { index, byMs }) => stepped(events, index, byMs),
        [...open],
      );
      const setMs = steps.reduce((sum, { byMs }) => sum + byMs, 0);
      expect(measure(told, seconds(100) + setMs)).toEqual(expected);
    }),
  );
});

test('the lost data and the reopening of an incident move with the clock', () => {
  const incident = 'INC-0001';
  const world = worldOf([
    ...outage,
    happened(seconds(200), 'incident.reopened', { incident, reason: 'one is left' }),
    happened(seconds(210), 'data-loss.stated', { incident, lossMs: 0, text: 'nothing' }),
    happened(seconds(120), 'clock.stepped', { byMs: -100_000 }),
  ]);
  const { reopenedAt, dataLoss } = world.incidents[incident] ?? {};
  expect([reopenedAt, dataLoss?.at]).toEqual([seconds(100), seconds(110)]);
});
