import fc from 'fast-check';
import { expect, test } from 'vitest';
import { riskCategories } from '../../../src/domain/risk/category';
import { defaultMoneySteps } from '../../../src/domain/risk/impact-level';
import type { Occurrence } from '../../../src/domain/risk/occurrence';
import { dayMs, findPatterns } from '../../../src/domain/risk/patterns';
import { noon, signIn } from '../../helpers/hospital';
import { occurrence } from './occurrence';

const settings = { least: 3, withinMs: 180 * dayMs, money: defaultMoneySteps };
const curveOf = (service: string) => (service === 'sign-in' ? signIn.impact : []);
const find = (occurrences: readonly Occurrence[]) => findPatterns(occurrences, curveOf, settings, noon);

const some: fc.Arbitrary<Occurrence> = fc.record({
  key: fc.uuid(),
  source: fc.constantFrom('journal' as const, 'csv' as const, 'jira' as const),
  at: fc.integer({ min: noon - 900 * dayMs, max: noon + 5 * dayMs }),
  lengthMs: fc.option(fc.integer({ min: 0, max: 9 * dayMs })),
  priority: fc.option(fc.constantFrom(1 as const, 2 as const, 5 as const)),
  summary: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('Disk full on web01', 'Disk full on web02', ''),
  ),
  item: fc.option(fc.string()),
  service: fc.option(fc.constantFrom('sign-in', 'constructor', '__proto__')),
  serviceBecause: fc.constant(null),
  category: fc.constantFrom(...riskCategories),
  because: fc.constant([]),
});

test('nothing is lost: every occurrence is in exactly one pattern, whatever it says', () => {
  fc.assert(
    fc.property(fc.uniqueArray(some, { selector: ({ key }) => key }), (occurrences) => {
      const kept = find(occurrences).flatMap((pattern) => pattern.occurrences.map(({ key }) => key));
      expect(kept.sort()).toEqual(occurrences.map(({ key }) => key).sort());
    }),
  );
});

test('the order of the rows changes nothing, and the heaviest pattern stands first', () => {
  fc.assert(
    fc.property(fc.uniqueArray(some, { selector: ({ key }) => key }), (occurrences) => {
      const forwards = find(occurrences);
      const numbers = (patterns: typeof forwards) =>
        patterns.map(({ key, occurrences: all, perYear, recurring, trend }) => [
          key,
          all.length,
          perYear,
          recurring,
          trend,
        ]);
      expect(numbers(find([...occurrences].reverse()))).toEqual(numbers(forwards));
      expect(forwards.map(({ score }) => score)).toEqual(
        forwards.map(({ score }) => score).sort((a, b) => b - a),
      );
    }),
  );
});

test('three within 180 days recur; three over a longer time do not, and three long ago did', () => {
  const at = (...days: number[]) =>
    find(days.map((each, index) => occurrence(String(index), each)))[0]?.recurring;
  expect([at(0, 90, 180), at(0, 90, 181), at(0, 1), at(500, 510, 680), at(200, 210, 220)]).toEqual([
    'now',
    'no',
    'no',
    'before',
    'before',
  ]);
});

test('frequency is over all of history, and over no less than the window', () => {
  const once = (...days: number[]) =>
    find(days.map((each, index) => occurrence(String(index), each)))[0]?.perYear;
  expect([once(0, 365), once(1, 2, 3)?.toFixed(2)]).toEqual([2, (3 / (180 / 365)).toFixed(2)]);
});

test('impact is that of the service over the length of each; without an end or an analysis it is the priority', () => {
  const [curve] = find([occurrence('a', 1), occurrence('b', 2, { lengthMs: null, priority: 1 })]);
  const [flat] = find([occurrence('c', 1, { service: 'other', priority: 1 })]);
  expect([curve?.impact, curve?.worstImpact, flat?.worstImpact]).toEqual([
    4.5,
    { level: 5, because: 'priority 1' },
    { level: 5, because: 'priority 1' },
  ]);
  expect(find([occurrence('a', 1)])[0]?.worstImpact).toEqual({
    level: 4,
    because: 'safety: delays after 1 h',
  });
});

test('median and worst count only those whose end is known, and the trend holds 90 days against the 90 before', () => {
  const [pattern] = find([
    occurrence('a', 10, { lengthMs: 60_000 }),
    occurrence('b', 20, { lengthMs: 180_000 }),
    occurrence('c', 100, { lengthMs: 120_000 }),
    occurrence('d', 300, { lengthMs: null }),
  ]);
  expect([pattern?.medianMs, pattern?.worstMs, pattern?.timed, pattern?.trend]).toEqual([
    120_000,
    180_000,
    3,
    { last: 2, before: 1 },
  ]);
});

test('the plan says how many within which time recur', () => {
  const recurring = (least: number, days: number, ...daysAgo: number[]) =>
    findPatterns(
      daysAgo.map((each, index) => occurrence(String(index), each)),
      curveOf,
      { ...settings, least, withinMs: days * dayMs },
      noon,
    )[0]?.recurring;
  expect([
    recurring(2, 30, 0, 30),
    recurring(2, 30, 0, 31),
    recurring(5, 180, 1, 2, 3, 4),
    recurring(5, 180, 1, 2, 3, 4, 5),
  ]).toEqual(['now', 'no', 'no', 'now']);
});

test('rank is frequency × impact', () => {
  const [pattern] = find([occurrence('a', 0), occurrence('b', 365)]);
  expect([pattern?.perYear, pattern?.impact, pattern?.score]).toEqual([2, 4, 8]);
});

test('of an even number the median is the lower middle, and a trend leaves out its first moment', () => {
  const [pattern] = find([
    occurrence('a', 0, { lengthMs: 1 }),
    occurrence('b', 90, { lengthMs: 2 }),
    occurrence('c', 180, { lengthMs: 3 }),
    occurrence('d', 181, { lengthMs: 4 }),
  ]);
  expect([pattern?.medianMs, pattern?.trend]).toEqual([2, { last: 1, before: 1 }]);
});

test('uncategorised tickets go together only by like words', () => {
  const patterns = find(
    ['Printer 4 jams', 'Printer 77 jams', 'Please call'].map((summary, index) =>
      occurrence(String(index), index, { category: 'uncategorised', summary, service: null }),
    ),
  );
  expect(patterns.map(({ occurrences }) => occurrences.length)).toEqual([2, 1]);
});
