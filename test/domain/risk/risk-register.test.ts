import { expect, test } from 'vitest';
import { leastOf, weightOf } from '../../../src/domain/risk/impact-level';
import { dayMs, findPatterns } from '../../../src/domain/risk/patterns';
import type { Risk } from '../../../src/domain/risk/risk';
import { riskMatrix, riskRegister } from '../../../src/domain/risk/risk-register';
import { noon } from '../../helpers/hospital';
import { occurrence } from './occurrence';

const steps = [10_000, 100_000, 1_000_000, 10_000_000] as const;
const risk = (id: string, change: Partial<Risk> = {}): Risk => ({
  ...{ id, name: id, category: 'certificate', services: ['sign-in'], owner: 'maria' },
  ...{ likelihood: 3, impact: 2, ...change },
});

test('a cell weighs likelihood × impact, and from 8 on is to be watched, from 15 on heavy', () => {
  const { cells } = riskMatrix([]);
  expect(cells.map(({ likelihood, impact, score }) => [likelihood, impact, score])).toEqual(
    [5, 4, 3, 2, 1].flatMap((likelihood) =>
      [1, 2, 3, 4, 5].map((impact) => [likelihood, impact, likelihood * impact]),
    ),
  );
  expect([1, 6, 8, 12, 15, 25].map(weightOf)).toEqual([
    ...['light', 'light'],
    ...['middle', 'middle'],
    ...['heavy', 'heavy'],
  ]);
});

test('a level is taken from its least amount on, and the first has none', () => {
  expect(([1, 2, 5] as const).map((level) => leastOf(level, steps))).toEqual([null, 10_000, 10_000_000]);
});

test('what happened is counted of the same category at the own services, and nothing else', () => {
  const at = (service: string | null, category: Risk['category'], many: number) =>
    Array.from({ length: many }, (_, index) =>
      occurrence(`${service}/${category}/${index}`, index * 10, { service, category }),
    );
  const patterns = findPatterns(
    [
      ...at('sign-in', 'certificate', 3),
      ...at('portal', 'certificate', 2),
      ...at('sign-in', 'update', 5),
      ...at('mail', 'certificate', 7),
      ...at(null, 'certificate', 11),
    ],
    () => [],
    { least: 3, withinMs: 365 * dayMs, money: steps },
    noon,
  );
  const rows = riskRegister(
    [risk('both', { services: ['sign-in', 'portal'] }), risk('one'), risk('none', { services: [] })],
    [],
    patterns,
    steps,
    noon,
  );
  expect(rows.map((row) => [row.risk.id, row.happened, row.happenedPerYear])).toEqual([
    ['both', 5, 5],
    ['none', 0, 0],
    ['one', 3, 3],
  ]);
});

test('an acceptance is over once its last day is over, and makes no risk smaller', () => {
  const accepted = { by: 'maria', untilMs: noon, because: 'a second site costs more' };
  const rows = (at: number) =>
    riskRegister([risk('a', { accepted })], [], [], steps, at).map((row) => [
      row.score,
      row.isAcceptanceOver,
    ]);
  expect([
    rows(noon),
    rows(noon + 1),
    riskRegister([risk('a')], [], [], steps, noon)[0]?.isAcceptanceOver,
  ]).toEqual([[[6, false]], [[6, true]], false]);
});

test('a review is overdue once its time is over, not at its last moment', () => {
  const reviewed = { on: noon - 90 * dayMs, by: 'maria', everyMs: 90 * dayMs };
  const overdue = (at: number) => riskRegister([risk('a', { reviewed })], [], [], steps, at)[0]?.isOverdue;
  expect([overdue(noon), overdue(noon + 1)]).toEqual([false, true]);
});
