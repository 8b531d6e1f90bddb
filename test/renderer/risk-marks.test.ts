import fc from 'fast-check';
import { expect, test } from 'vitest';
import { riskAfter, riskMarks } from '../../renderer/plan/risks/risk-marks';
import { riskMatrix, riskRegister } from '../../src/domain/risk/risk-register';

/** Marks of risks that are given as likelihood and impact. */
function marksOf(places: readonly (readonly [number, number])[]) {
  const risks = places.map(([likelihood, impact], index) => ({
    ...{ id: `r${index}`, name: `Risk ${index}`, category: 'security' as const, services: [] },
    ...{ likelihood, impact, owner: 'maria' },
  }));
  const rows = riskRegister(risks, [], [], [1, 2, 3, 4], 0);
  const ids = rows.map(({ risk }) => risk.id);
  return { ids, marks: riskMarks(riskMatrix(rows), ids) };
}

test('every risk is behind exactly one mark, in its own cell, with its number in the list', () => {
  const level = fc.integer({ min: 1, max: 5 });
  fc.assert(
    fc.property(fc.array(fc.tuple(level, level), { maxLength: 60 }), (places) => {
      const { ids, marks } = marksOf(places);
      const shown = marks.flatMap(({ x, y, risks }) =>
        risks.map(({ id, place }) => [place, id, Math.round(y), Math.round(x)]),
      );
      const told = ids.map((id, index) => [index + 1, id, ...(places[Number(id.slice(1))] ?? [])]);
      expect(shown.sort(([a], [b]) => Number(a) - Number(b))).toEqual(told);
    }),
  );
});

test('no two marks of a cell touch, and five in one are merged', () => {
  const cell = (many: number) => marksOf(Array.from({ length: many }, () => [4, 2] as const)).marks;
  const spread = [1, 2, 3, 4].map((many) => cell(many).map(({ x, y }) => [x, y]));
  const apart = spread.flatMap((marks) =>
    marks.flatMap(([x = 0, y = 0], index) =>
      marks.slice(index + 1).map(([otherX = 0, otherY = 0]) => {
        return Math.abs(x - otherX) >= 0.36 - 1e-9 || Math.abs(y - otherY) >= 0.42 - 1e-9;
      }),
    ),
  );
  expect([apart.every(Boolean), cell(5).map(({ x, y, risks }) => [x, y, risks.length])]).toEqual([
    true,
    [[2, 4, 5]],
  ]);
});

test('a merged mark chooses its risks one after the other, and begins again', () => {
  const [mark] = marksOf(Array.from({ length: 5 }, () => [1, 1] as const)).marks;
  if (!mark) throw new Error('no mark');
  const ids = mark.risks.map(({ id }) => id);
  expect([null, 'another', ...ids].map((chosen) => riskAfter(mark, chosen))).toEqual([
    ids[0],
    ids[0],
    ...ids.slice(1),
    ids[0],
  ]);
});
