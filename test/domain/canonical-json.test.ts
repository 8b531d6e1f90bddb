import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json';

const reversed = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  );
};

test('the order in which members were written makes no difference', () => {
  fc.assert(fc.property(fc.jsonValue(), (value) => canonicalJson(reversed(value)) === canonicalJson(value)));
});

test('what was written reads back as the same value, and is written again in the same way', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('keys are sorted by code unit, members without a value are left out, there is no white space', () => {
  expect(
    canonicalJson({ b: [1, { z: null, a: true }], a: 'x\n"', Z: undefined, é: -0, '10': 1, '9': 1.5e21 }),
  ).toBe('{"10":1,"9":1.5e+21,"a":"x\\n\\"","b":[1,{"a":true,"z":null}],"é":0}');
});

test('what JSON cannot hold is refused, wherever it stands', () => {
  const impossible = [Number.NaN, Number.POSITIVE_INFINITY, 1n, () => 1, Symbol('x'), undefined];
  for (const value of impossible)
    for (const holder of [value, [value], { deep: [{ value: [value] }] }])
      expect(() => canonicalJson(holder)).toThrow(TypeError);
});
