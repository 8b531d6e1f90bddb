import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Incident } from '../../src/domain/incident/incident';
import { readClocks } from '../../src/domain/views/clocks';
import { duration } from '../../src/domain/views/duration';
import { accruedRevenue, nextImpact } from '../../src/domain/views/impact';
import { cutPhases } from '../../src/domain/views/phases';
import { seconds, signIn } from '../helpers/hospital';
import { declared, outage } from '../helpers/outage';
import { worldOf } from '../helpers/records';

const closed = worldOf(outage).incidents['INC-0001'] as Incident;
const open = worldOf(declared).incidents['INC-0001'] as Incident;
const cut = (incident: Incident, detectedAt: number | null, at: number) =>
  cutPhases({ ...incident, detectedAt }, at).map(({ name, tookMs, endedAt }) =>
    endedAt === null ? `${name} ${tookMs} so far` : `${name} ${tookMs}`,
  );

describe('the phases of an incident', () => {
  test('say where the time went, to the millisecond', () => {
    expect(cut(closed, seconds(20), seconds(999))).toEqual([
      'detect 0',
      'decide 12000',
      'authorise 8000',
      'execute 16000',
      'verify 19000',
    ]);
  });
  test('end with the one that lasts', () => {
    expect(cut(open, seconds(20), seconds(50))).toEqual([
      'detect 0',
      'decide 12000',
      'authorise 18000 so far',
    ]);
  });
  test('count as detected by a person at declaration where no probe saw it', () => {
    expect(cut(open, null, seconds(50))).toEqual(['detect 10000', 'decide 2000', 'authorise 18000 so far']);
  });
  test('give a service that healed by itself no time for what nobody did', () => {
    const healed = { ...closed, commandTakenAt: null, authorisedAt: null };
    expect(cut(healed, seconds(20), seconds(99))).toEqual([
      'detect 0',
      'decide 0',
      'authorise 0',
      'execute 36000',
      'verify 19000',
    ]);
  });

  const mark = fc.option(fc.integer({ min: 0, max: 1000 }));
  const marks = fc.record({
    impactStart: fc.integer({ min: 0, max: 500 }),
    declaredAt: fc.integer({ min: 0, max: 1000 }),
    commandTakenAt: mark,
    authorisedAt: mark,
    restoredAt: mark,
  });
  const disjoint = (phases: ReturnType<typeof cutPhases>, from: number, to: number) =>
    phases.every((each) => each.tookMs >= 0) &&
    phases.every((each, index) => each.startedAt === (phases[index - 1]?.endedAt ?? from)) &&
    phases.reduce((sum, each) => sum + each.tookMs, 0) === to - from;

  test('are disjoint and sum exactly to the recovery time, in whatever order the marks came', () => {
    fc.assert(
      fc.property(marks, mark, fc.integer({ min: 500, max: 2000 }), (times, detectedAt, verifiedAt) => {
        const phases = cutPhases({ ...closed, ...times, verifiedAt, detectedAt }, 9999);
        return (
          disjoint(phases, times.impactStart, verifiedAt) && phases.every((each) => each.endedAt !== null)
        );
      }),
      { numRuns: 2000 },
    );
  });
  test('sum exactly to the time so far while it is not verified, with one phase open', () => {
    fc.assert(
      fc.property(marks, mark, fc.integer({ min: 1000, max: 2000 }), (times, detectedAt, at) => {
        const phases = cutPhases({ ...closed, ...times, verifiedAt: null, resolvedAt: null, detectedAt }, at);
        const lasting = phases.filter((each) => each.endedAt === null);
        return disjoint(phases, times.impactStart, at) && lasting.length === 1;
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the clocks', () => {
  test('count from impact start, never from declaration, and go negative when overrun', () => {
    expect(readClocks(open, signIn.objectives, seconds(20) + 1_800_000)).toEqual({
      ...{ sinceImpactMs: 1_800_000, rtoUsed: 2, rtoLeftMs: -900_000, mtpdLeftMs: 12_600_000, rtaMs: null },
    });
  });
  test('stop at the verification', () => {
    expect(readClocks(closed, signIn.objectives, seconds(9999))).toEqual({
      ...{
        sinceImpactMs: 55_000,
        rtoUsed: 55 / 900,
        rtoLeftMs: 845_000,
        mtpdLeftMs: 14_345_000,
        rtaMs: 55_000,
      },
    });
  });
  test('stop also where an incident was stood down without proof', () => {
    const unproven = { ...closed, verifiedAt: null };
    const later = [
      readClocks(unproven, signIn.objectives, seconds(9999)).sinceImpactMs,
      cut(unproven, null, seconds(9999)).at(-1),
    ];
    expect(later).toEqual([70_000, 'verify 34000 so far']);
  });
  test('never run backwards before zero, on a clock that was set back', () => {
    expect(readClocks(open, { rtoMs: 0, mtpdMs: 1 }, 0)).toMatchObject({ sinceImpactMs: 0, rtoUsed: 1 });
  });
});

describe('money lost', () => {
  const hour = 3_600_000;
  test('grows along the impact analysis, and beyond its end at the last slope', () => {
    const at = [0, hour / 2, hour, 2.5 * hour, 4 * hour, 7 * hour];
    expect(at.map((elapsed) => accruedRevenue(signIn.impact, elapsed))).toEqual([
      0, 150_000, 300_000, 850_000, 1_400_000, 2_500_000,
    ]);
  });
  test('is nothing without an analysis', () => {
    expect(accruedRevenue([], hour)).toBe(0);
  });
  test('may begin with a sum at once', () => {
    const [first] = signIn.impact;
    const points = [{ ...first, atMs: 0, revenue: 1000 }, ...signIn.impact] as typeof signIn.impact;
    const alone = points.slice(0, 1);
    expect([
      accruedRevenue(points, 0),
      accruedRevenue(points, hour),
      accruedRevenue(alone, 0),
      accruedRevenue(alone, hour),
    ]).toEqual([1000, 300_000, 1000, 1000]);
  });
  test('the next point of the analysis is the one still ahead', () => {
    expect([0, hour, 4 * hour].map((at) => nextImpact(signIn.impact, at)?.atMs ?? null)).toEqual([
      hour,
      4 * hour,
      null,
    ]);
  });
});

test('a duration is in the fewest words that do not lie', () => {
  const lengths = [
    0, 850, 999.6, 1000, 41_250, 59_999, 60_000, 462_000, 3_600_000, 13_920_000, 1_051_200_000,
  ];
  expect([...lengths, -1500].map(duration)).toEqual([
    ...['0 ms', '850 ms', '999 ms', '1 s', '41.2 s', '59.9 s', '1 min', '7 min 42 s', '1 h', '3 h 52 min'],
    ...['12 d 4 h', '−1.5 s'],
  ]);
});
