import fc from 'fast-check';
import { expect, test } from 'vitest';
import { durationMs, spellDuration } from '../../src/plan/schema/duration';

test('durations are days, hours, minutes, seconds and milliseconds, largest first', () => {
  const spelt = ['15m', '45s', '4h', '1h30m', '0m', '90d', '250ms', '1d2h3m4s5ms'];
  expect(spelt.map(durationMs)).toEqual([
    900_000, 45_000, 14_400_000, 5_400_000, 0, 7_776_000_000, 250, 93_784_005,
  ]);
});

test('anything else is not a duration', () => {
  const wrong = [
    '',
    '15',
    '15 m',
    '15 minutes',
    '-5m',
    '1.5h',
    '30m1h',
    '1h1h',
    'm',
    ' 5m',
    '5M',
    '1234567s',
    '٣m',
  ];
  expect(wrong.map(durationMs)).toEqual(wrong.map(() => null));
});

test('a spelt duration reads back as the same number', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 999_999 * 86_400_000 }),
      (ms) => durationMs(spellDuration(ms)) === ms,
    ),
  );
});
