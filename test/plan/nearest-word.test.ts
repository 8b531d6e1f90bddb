import { expect, test } from 'vitest';
import { nearestWord } from '../../src/plan/nearest-word';

const fields = ['rto', 'rpo', 'wrt', 'mtpd', 'depends_on', 'endpoints'];

test('the nearest of several is found through a wrong, missing, added or swapped letter and through case', () => {
  const slips = ['rt0', 'mtdp', 'depend_on', 'endpointss', 'RPO'];
  expect(slips.map((slip) => nearestWord(slip, fields))).toEqual([
    'rto',
    'mtpd',
    'depends_on',
    'endpoints',
    'rpo',
  ]);
});

test('a word that is near nothing is near nothing', () => {
  expect(['colour', '', '__proto__'].map((word) => nearestWord(word, fields))).toEqual([null, null, null]);
});
