import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Parameter, readValue, resolveValues } from '../../../src/domain/run/parameters';

const of = (type: Parameter['type'], more: Partial<Parameter> = {}): Parameter => ({
  id: 'x',
  default: '1',
  ...more,
  type,
});
const choice = of('choice', { choices: ['blue', 'green'] });

describe('a value is read by its type', () => {
  test.each<[Parameter, string, object]>([
    [of('text'), "it's", { value: "it's" }],
    [of('text', { pattern: 'a|b' }), 'ab', { because: 'must match a|b' }],
    [of('text', { min: 2, max: 3 }), 'a', { because: 'must have from 2 to 3 characters' }],
    [of('text'), 'a\0b', { because: 'must not contain a NUL or half a surrogate pair' }],
    [of('text'), '\ud800', { because: 'must not contain a NUL or half a surrogate pair' }],
    [of('integer'), '-12', { value: '-12' }],
    [of('integer'), '012', { because: 'must be a whole number' }],
    [of('integer'), '1e3', { because: 'must be a whole number' }],
    [of('integer', { min: 1, max: 5 }), '6', { because: 'must be a whole number from 1 to 5' }],
    [of('boolean'), 'true', { value: 'true' }],
    [of('boolean'), 'yes', { because: 'must be true or false' }],
    [choice, 'green', { value: 'green' }],
    [choice, 'red', { because: 'must be one of blue, green' }],
    [of('duration'), '1m30s', { value: '90' }],
    [of('duration'), '250ms', { value: '0.25' }],
    [of('duration', { min: 60_000 }), '5s', { because: 'must be a duration such as 15m of at least 1m' }],
    [of('duration'), '90', { because: 'must be a duration such as 15m' }],
  ])('%o takes %j as %o', (parameter, written, read) => {
    expect(readValue(parameter, written)).toEqual(read);
  });
});

test('what is not given takes its default, and what there is no parameter for is refused', () => {
  const parameters = [of('integer', { id: 'a' }), of('duration', { id: 'b', default: '2m' })];
  expect(resolveValues(parameters, { a: '7' })).toEqual({ a: '7', b: '120' });
  expect(() => resolveValues(parameters, { c: '1' })).toThrow('no parameter "c". Its parameters are a, b.');
  expect(() => resolveValues([], { constructor: '1' })).toThrow('The runbook takes no parameters.');
  expect(() => resolveValues(parameters, { a: '1; reboot' })).toThrow('a must be a whole number.');
});

test('an integer, a boolean and a duration are never anything but digits, a sign, a point or a word', () => {
  fc.assert(
    fc.property(fc.string(), fc.constantFrom('integer', 'boolean', 'duration'), (written, type) => {
      const read = readValue(of(type), written);
      expect('because' in read || /^(-?\d+(\.\d+)?|true|false)$/.test(read.value)).toBe(true);
    }),
  );
});
