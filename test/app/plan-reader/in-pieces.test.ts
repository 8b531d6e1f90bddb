import fc from 'fast-check';
import { expect, test } from 'vitest';
import { pieceLength, pieceOf, putTogether, takeApart } from '../../../src/app/plan-reader/in-pieces';

const long = fc
  .integer({ min: 0, max: 3 * pieceLength + 1 })
  .map((length) => Array.from({ length }, (_, at) => at));
const answer = fc.oneof(
  long,
  fc.constant(null),
  fc.record({
    plan: fc.record({ endpoints: long, name: fc.string() }),
    problems: long,
    contents: fc.constant(new Map()),
  }),
);

test('what is taken apart is put together as it was, and no piece is longer than it may be', () => {
  fc.assert(
    fc.property(answer, (value) => {
      const { head, cuts } = takeApart(value);
      const arriving = putTogether(
        head,
        cuts.map(({ path, list }) => ({ path, length: list.length })),
      );
      const lengths = [0];
      for (let next = arriving.next(); next !== null; next = arriving.next()) {
        const piece = pieceOf(cuts, next);
        lengths.push(piece.length);
        arriving.add(piece);
      }
      expect(arriving.whole()).toEqual(value);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(pieceLength);
    }),
  );
});

test('a value keeps its lists: only the copy that crosses is without them', () => {
  const value = { plan: { endpoints: Array.from({ length: pieceLength + 1 }, () => 0) } };
  const { head, cuts } = takeApart(value);
  expect([head, cuts.length, value.plan.endpoints.length]).toEqual([
    { plan: { endpoints: [] } },
    1,
    pieceLength + 1,
  ]);
});
