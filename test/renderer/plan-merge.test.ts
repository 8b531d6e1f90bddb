import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changesBetween, countChanges } from '../../renderer/plan/changes';
import { merge } from '../../renderer/plan/merge';

const base = 'a\nb\nc\nd\ne\n';

describe('two changes of one text', () => {
  test.each([
    ['apart from each other are both made', 'A\nb\nc\nd\ne\n', 'a\nb\nc\nd\nE\n', 'A\nb\nc\nd\nE\n'],
    ['of the same line are nobody’s to put together', 'A\nb\nc\nd\ne\n', 'X\nb\nc\nd\ne\n', null],
    ['right beside each other neither', 'A\nb\nc\nd\ne\n', 'a\nB\nc\nd\ne\n', null],
    ['that are the same are one', 'A\nb\nc\nd\ne\n', 'A\nb\nc\nd\nE\n', 'A\nb\nc\nd\nE\n'],
    ['may add and take away lines', 'a\nc\nd\ne\n', 'a\nb\nc\nd\nx\ny\ne\n', 'a\nc\nd\nx\ny\ne\n'],
    ['of which one is none', base, 'a\nb\n', 'a\nb\n'],
  ])('%s', (_what, mine, theirs, both) => {
    expect(merge(base, mine, theirs)).toBe(both);
  });

  test('a change never lands in another part that reads alike', () => {
    const twins = 'x:\n  rto: 1\n  a\ny:\n  rto: 1\n  a\n';
    const mine = 'x:\n  rto: 1\n  a\ny:\n  rto: 2\n  a\n';
    expect(merge(twins, mine, `# new\n${twins}`)).toBe(`# new\n${mine}`);
  });

  test('for any texts the order does not matter, and with no change of the one it is the other', () => {
    const text = fc
      .array(fc.constantFrom('a\n', 'b\n', 'c\n', 'd: 1\n'), { maxLength: 12 })
      .map((lines) => lines.join(''));
    fc.assert(
      fc.property(text, text, text, (from, mine, theirs) => {
        expect(merge(from, mine, theirs)).toBe(merge(from, theirs, mine));
        expect([merge(from, from, theirs), merge(from, mine, from), merge(from, mine, mine)]).toEqual([
          theirs,
          mine,
          mine,
        ]);
      }),
      { numRuns: 500, endOnFailure: true },
    );
  });
});

test('changes are counted by the places where a text differs', () => {
  expect([
    countChanges(base, base),
    countChanges(base, 'A\nB\nc\nd\nE\n'),
    countChanges('', 'a\nb\n'),
  ]).toEqual([0, 2, 1]);
});

test('a changed line has its numbers in both versions', () => {
  expect(changesBetween('a\nb\n', 'a\nB\n')).toEqual([
    [
      { mark: ' ', text: 'a', was: 1, is: 1 },
      { mark: '-', text: 'b', was: 2, is: null },
      { mark: '+', text: 'B', was: null, is: 2 },
    ],
  ]);
});
