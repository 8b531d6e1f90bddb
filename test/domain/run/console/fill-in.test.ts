import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fillIn, fillInRequest, shownWords } from '../../../../src/domain/run/console/fill-in';

const request = {
  method: 'POST',
  url: 'https://dns.example/zones/{{ zone }}?by={{ zone }}',
  headers: {},
  status: [200],
};

describe('whatever a value is', () => {
  const hostile = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('../../admin', 'a&b=c#d', '"}, {"x": 1', 'a/b?c', '\\', '%2e%2e'),
  );
  test('it is one component of an address', () => {
    fc.assert(
      fc.property(
        hostile.filter((value) => !/^\.{1,2}$/.test(value) && !/\p{Surrogate}/u.test(value)),
        (zone) => {
          const filled = fillInRequest(request, { zone });
          if ('because' in filled) throw new Error(filled.because);
          const { origin, pathname, searchParams, hash } = new URL(filled.url);
          expect([
            origin,
            pathname.split('/').length,
            searchParams.get('by'),
            [...searchParams].length,
            hash,
          ]).toEqual([...['https://dns.example', 3, zone, 1, '']]);
        },
      ),
    );
  });
  test('it is one string of the JSON', () => {
    fc.assert(
      fc.property(hostile, (zone) => {
        const json = JSON.stringify({ zone: '{{ zone }}', deep: [{ with: 'a {{ zone }} b' }], n: 3 });
        const filled = fillInRequest({ ...request, url: 'https://dns.example/', json }, { zone });
        expect('body' in filled && JSON.parse(filled.body ?? '')).toEqual({
          ...{ zone, deep: [{ with: `a ${zone} b` }], n: 3 },
        });
      }),
    );
  });
});

test('a value with a line break makes no second header: nothing is sent', () => {
  const headers = { 'x-zone': '{{ zone }}' };
  expect(fillInRequest({ ...request, headers }, { zone: 'a\r\nx-admin: 1' })).toEqual({
    because: 'the header x-zone would hold more than one line of plain characters',
  });
});

test('a value of dots alone leads nowhere else: nothing is sent', () => {
  expect(fillInRequest(request, { zone: '..' })).toEqual({
    because: 'a value of dots alone would lead to another place of the address',
  });
});

test('a place without a value is an error where it is sent, and stays as it stands where it is shown', () => {
  expect(() => fillIn('to {{ zone }}', {})).toThrow('{{ zone }} has no value');
  expect(shownWords('to {{ zone }}', {})).toBe('to {{ zone }}');
});
