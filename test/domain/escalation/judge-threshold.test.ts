import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeThreshold, type ThresholdStep } from '../../../src/domain/escalation/judge-threshold';
import type { Reading } from '../../../src/domain/escalation/read-condition';

const rule = { forMs: 30_000, clearForMs: 10_000 };
const high: Reading = { holds: true, isGone: false, reading: 'high' };
const between: Reading = { holds: false, isGone: false, reading: 'between' };
const low: Reading = { holds: false, isGone: true, reading: 'low' };

/** Plays readings a second apart and gives the second in which each step happened. */
function play(readings: readonly Reading[], forRule = rule): (readonly [number, ThresholdStep])[] {
  let state: { metAt: number | null; crossedAt: number | null } = { metAt: null, crossedAt: null };
  let goneSince: number | null = null;
  const steps: [number, ThresholdStep][] = [];
  for (const [second, reading] of readings.entries()) {
    const at = second * 1000;
    const judged = judgeThreshold(forRule, state, reading, goneSince, at);
    goneSince = judged.goneSince;
    for (const step of judged.steps) {
      steps.push([second, step]);
      if (step === 'threshold.met') state = { metAt: at, crossedAt: null };
      if (step === 'threshold.crossed') state = { metAt: state.metAt ?? at, crossedAt: at };
      if (step === 'threshold.cleared') state = { metAt: null, crossedAt: null };
    }
  }
  return steps;
}
const times = <T>(count: number, value: T): T[] => Array.from({ length: count }, () => value);

describe('a threshold', () => {
  test('crosses when it has held for its time, not a reading sooner', () => {
    expect(play(times(32, high))).toEqual([
      [0, 'threshold.met'],
      [30, 'threshold.crossed'],
    ]);
  });
  test('begins anew when it was not held for a single reading', () => {
    expect(play([...times(20, high), between, ...times(32, high)])).toEqual([
      [0, 'threshold.met'],
      [20, 'threshold.cleared'],
      [21, 'threshold.met'],
      [51, 'threshold.crossed'],
    ]);
  });
  test('without a hold time crosses at once', () => {
    expect(play([high], { forMs: 0, clearForMs: 0 })).toEqual([
      [0, 'threshold.met'],
      [0, 'threshold.crossed'],
    ]);
  });
  test('that was crossed stays so between its two levels, and clears only when gone for its clearing time', () => {
    const readings = [
      ...times(31, high),
      ...times(60, between),
      ...times(9, low),
      between,
      ...times(12, low),
    ];
    expect(play(readings).at(-1)).toEqual([111, 'threshold.cleared']);
  });
  test('never crosses twice without clearing between, whatever the readings', () => {
    const stream = fc.array(fc.constantFrom(high, between, low), { maxLength: 200 });
    const durations = fc.record({ forMs: fc.nat(8000), clearForMs: fc.nat(8000) });
    fc.assert(
      fc.property(stream, durations, (readings, forRule) => {
        const names = play(readings, forRule).map(([, step]) => step);
        const order = names.join(' ').replaceAll('threshold.', '');
        expect(order).toMatch(/^((met )(crossed )?cleared ?)*(met( crossed)?)?$/);
      }),
    );
  });
  test('crosses only after every reading of its hold time held', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(high, between, low), { maxLength: 120 }), (readings) => {
        for (const [second, step] of play(readings, { forMs: 5000, clearForMs: 3000 }))
          if (step === 'threshold.crossed')
            expect(readings.slice(second - 5, second + 1)).toEqual(times(6, high));
      }),
    );
  });
});
