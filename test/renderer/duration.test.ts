import { describe, expect, it } from 'vitest';
import { asAge, asClock, asSpan, parseUtcTime } from '../../renderer/ui/duration';
import { asMoney, asPercent } from '../../renderer/ui/numbers';

describe('words for numbers', () => {
  it('clocks count minutes, and hours once there is one', () => {
    expect([0, 999, 462_000, 900_000, 4_062_000, -12_000].map(asClock)).toEqual([
      '00:00',
      '00:00',
      '07:42',
      '15:00',
      '1:07:42',
      '00:12',
    ]);
  });

  it('lengths have at most two units, ages one', () => {
    expect([41_000, 900_000, 13_920_000, 86_400_000].map(asSpan)).toEqual([
      '41 s',
      '15 m',
      '3 h 52 m',
      '1 d',
    ]);
    expect([200, 2000, 360_000, 10_800_000, 1_036_800_000].map(asAge)).toEqual([
      'now',
      '2 s',
      '6 m',
      '3 h',
      '12 d',
    ]);
  });

  it('a share never reads as more than it is', () => {
    expect([0.519, 0.999, 1, 12].map(asPercent)).toEqual(['51 %', '99 %', '100 %', 'over 999 %']);
  });

  it('an unknown currency stands behind the amount', () => {
    expect([asMoney(38_512, 'USD'), asMoney(950, 'EUR'), asMoney(12, 'beds')]).toEqual([
      '$38,500',
      '€950',
      '12 beds',
    ]);
  });

  it('a time of day means its latest occurrence', () => {
    const now = Date.UTC(2026, 10, 23, 9, 22, 2);
    expect(
      ['09:14:20', '9:14', '23:59', '24:00', '9', 'soon'].map((text) => parseUtcTime(text, now)),
    ).toEqual([
      Date.UTC(2026, 10, 23, 9, 14, 20),
      Date.UTC(2026, 10, 23, 9, 14),
      Date.UTC(2026, 10, 22, 23, 59),
      null,
      null,
      null,
    ]);
  });
});
