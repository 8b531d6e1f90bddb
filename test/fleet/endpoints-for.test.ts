import fc from 'fast-check';
import { expect, test } from 'vitest';
import { endpointsFor } from '../../src/fleet/endpoints-for';
import { spread } from '../../src/fleet/spread';

function count(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

test('240 endpoints are a believable hospital', () => {
  const endpoints = endpointsFor(240);
  expect(count(endpoints.map(({ site }) => site))).toEqual({
    North: 77,
    South: 70,
    Outpatient: 55,
    'Ward tablets': 38,
  });
  const { directory, tablet, imaging = 0 } = count(endpoints.map(({ role }) => role));
  expect({ directory, tablet }).toEqual({ directory: 2, tablet: 38 });
  expect(imaging / 240).toBeGreaterThan(0.01);
  expect(imaging / 240).toBeLessThan(0.08);
  expect(endpoints.map(({ name }) => name)).toContain('north-icu-ws-03');
});

test('every size gives that many endpoints with names of their own, the same ones each time', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_500 }), (size) => {
      const endpoints = endpointsFor(size);
      const names = endpoints.map(({ name }) => name);
      expect(new Set(names).size).toBe(size);
      expect(names.every((name) => /^[a-z0-9-]+$/.test(name))).toBe(true);
      expect(endpoints).toEqual(endpointsFor(size));
      expect(endpoints.filter(({ role }) => role === 'directory')).toHaveLength(size < 10 ? 0 : 2);
    }),
    { numRuns: 60 },
  );
});

test('spread takes as many as asked for, in order, without repeats, with even gaps', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 300 }), fc.integer({ min: 0, max: 400 }), (size, wanted) => {
      const names = Array.from({ length: size }, (_, index) => `${index}`);
      const places = spread(names, wanted).map(Number);
      expect(places).toHaveLength(Math.min(size, wanted));
      const gaps = places.slice(1).map((place, index) => place - (places[index] ?? 0));
      if (gaps.length > 0) expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1);
      if (gaps.length > 0) expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThanOrEqual(1);
    }),
  );
});

test('a share of the hospital is the same share of every site', () => {
  const endpoints = endpointsFor(240);
  const chosen = new Set(
    spread(
      endpoints.map(({ name }) => name),
      120,
    ),
  );
  const sites = count(endpoints.filter(({ name }) => chosen.has(name)).map(({ site }) => site));
  expect(sites).toEqual({ North: 38, South: 35, Outpatient: 28, 'Ward tablets': 19 });
});
