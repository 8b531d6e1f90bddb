import { expect, test } from 'vitest';
import { impactAt, impactTimes } from '../../../src/domain/views/impact';
import { signIn } from '../../helpers/hospital';

test('money runs up between the lines of the analysis, words hold from line to line', () => {
  const read = [60_000, ...impactTimes, 7_200_000].map((atMs) => impactAt(signIn.impact, atMs));
  expect(
    read.map(({ revenue, operations, compliance }) => [Math.round(revenue), operations, compliance]),
  ).toEqual([
    [5_000, 'none', 'none'],
    [300_000, 'shared logins', 'none'],
    [1_400_000, 'paper', 'reportable'],
    [8_733_333, 'paper', 'reportable'],
    [666_667, 'shared logins', 'none'],
  ]);
});
