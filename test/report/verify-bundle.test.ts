import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BundleRow, bundleText } from '../../src/report/bundle';
import { verifyBundle } from '../../src/report/verify-bundle';
import { exportOf } from '../helpers/exported';
import { outage } from '../helpers/outage';

const sound = () => exportOf(outage).bundle;
const said = (text: string) => {
  const verdict = verifyBundle(text);
  return verdict.ok ? 'ok' : `row ${verdict.row}: ${verdict.reason}`;
};
const rowOf = (seq: number) => sound().rows[seq - 1] as BundleRow;

describe('a bundle that is not as it was written', () => {
  test('has any changed byte of any row found, with that row named', () => {
    const bundle = sound();
    const text = bundleText(bundle);
    const rowsFrom = text.indexOf('"rows":[') + '"rows":['.length;
    const ends: number[] = [];
    for (const row of bundle.rows) ends.push((ends.at(-1) ?? rowsFrom - 1) + 1 + JSON.stringify(row).length);
    const inRow = fc.integer({ min: rowsFrom, max: (ends.at(-1) ?? 0) - 1 });
    fc.assert(
      fc.property(
        inRow,
        fc.constantFrom('0', '1', 'x', 'F', '"', ' ', ',', '}', '\\', '\u200b'),
        (at, letter) => {
          if (text[at] === letter) return;
          const verdict = verifyBundle(text.slice(0, at) + letter + text.slice(at + 1));
          const row = ends.findIndex((end) => at < end) + 1;
          // What is no JSON or no bundle any more cannot be given a row.
          const named = verdict.ok ? 'ok' : verdict.row === 0 ? verdict.reason.slice(0, 9) : verdict.row;
          expect([row, 'it is not']).toContain(named);
        },
      ),
      { numRuns: 400 },
    );
  });
  test('says what was done to it', () => {
    const bundle = sound();
    const { rows } = bundle;
    const change = (seq: number, row: object) => ({
      ...bundle,
      rows: rows.with(seq - 1, { ...rowOf(seq), ...row }),
    });
    const other = 'e'.repeat(64);
    const forged = { ...rowOf(9).content, actor: 'person:eve' } as NonNullable<BundleRow['content']>;
    expect(
      [
        change(9, { content: forged }),
        change(9, { content: rowOf(10).content }),
        change(3, { hash: other }),
        change(3, { contentHash: other }),
        { ...bundle, rows: rows.toSpliced(4, 1) },
        { ...bundle, rows: rows.slice(1) },
        { ...bundle, rows: rows.slice(0, -2) },
        { ...bundle, rows: [...rows, rowOf(1)] },
        { ...bundle, head: other },
        { ...bundle, rows: [] },
        { ...bundle, incident: 'INC-0007' },
      ].map((each) => said(bundleText(each as typeof bundle))),
    ).toEqual([
      'row 9: its content was changed after it was written',
      'row 9: its content belongs to another row',
      'row 3: its seal does not match its content',
      'row 3: its seal does not match its content',
      'row 5: row 5 is missing; row 6 stands in its place',
      'row 1: row 1 is missing; row 2 stands in its place',
      `row ${rows.length - 2}: the last row is not the head that the bundle names: rows are missing at the end`,
      `row ${rows.length + 1}: row ${rows.length + 1} is missing; row 1 stands in its place`,
      `row ${rows.length}: the last row is not the head that the bundle names: rows are missing at the end`,
      'row 0: the last row is not the head that the bundle names: rows are missing at the end',
      'row 0: none of its rows declares INC-0007',
    ]);
  });
  test('has what was slipped in beside the sealed members found', () => {
    const text = bundleText(sound());
    const twice = text.replace('"actor":"person:maria"', '"actor":"person:eve","actor":"person:maria"');
    const spaced = text.replace('"seq":3', '"seq": 3');
    const member = text.replace('"seq":12,', '"remark":"approved","seq":12,');
    const outside = text.replace('"format":', '"approvedBy":"eve","format":');
    const row = /"actor":"person:maria".*?"seq":(\d+)/.exec(text)?.[1];
    expect([twice, spaced, member, outside].map(said)).toEqual([
      `row ${row}: it is not spelt as it was written`,
      'row 3: it is not spelt as it was written',
      expect.stringMatching(/^row 0: it is not a holdfast-bundle\/1: .*remark/),
      expect.stringMatching(/^row 0: it is not a holdfast-bundle\/1: .*approvedBy/),
    ]);
  });
});

describe('a file that is no bundle is refused in words, never with an exception', () => {
  const text = () => bundleText(sound());
  test.each([
    ['nothing', () => '', /^row 0: it is not JSON/],
    ['half a file', () => text().slice(0, 5000), /^row 0: it is not JSON/],
    ['another JSON', () => '{"rows":[]}', /^row 0: it is not a holdfast-bundle\/1: format/],
    ['null', () => 'null', /^row 0: it is not a holdfast-bundle\/1/],
    [
      'a newer format',
      () => text().replace('bundle/1', 'bundle/2'),
      /^row 0: it is not a holdfast-bundle\/1: format/,
    ],
    [
      'a number beyond all numbers',
      () => text().replace('"failing":8', '"failing":1e400'),
      /^row \d+: .*Infinity/,
    ],
    [
      'a sequence beyond exact numbers',
      () => text().replace('"seq":1}', '"seq":1e300}'),
      /^row 0: .*rows\.0/,
    ],
    [
      'nesting without end',
      () => text().replace('"failing":8', `"failing":${'['.repeat(1e5)}${']'.repeat(1e5)}`),
      /^row \d+: /,
    ],
    [
      'a key that is the prototype',
      () => text().replace('"failing":8', '"__proto__":{"failing":8}'),
      /^row \d+: its content was changed/,
    ],
  ])('%s', (_what, make, words) => {
    expect(said(make())).toMatch(words);
  });
});
