import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChainRow, faultOf, genesis, type RowContent, seal } from '../../src/domain/journal-chain';
import { sha256 } from '../helpers/hospital';

const contentAt = (seq: number): RowContent => ({
  seq,
  stream: 'console',
  version: seq,
  type: 'console.started',
  occurredAt: 1000 + seq,
  recordedAt: 1000 + seq,
  actor: 'console',
  data: { version: `0.${seq}` },
});

/** A chain of sound rows, the first of which follows genesis. */
function chain(length: number): ChainRow[] {
  const rows: ChainRow[] = [];
  let previous = genesis;
  for (let seq = 1; seq <= length; seq += 1) {
    const content = contentAt(seq);
    const hashes = seal(sha256, previous, content);
    rows.push({ seq, ...hashes, content });
    previous = hashes.hash;
  }
  return rows;
}

/** Number of the first row at fault and why, or null. */
function firstFault(rows: readonly ChainRow[]): readonly [number, string] | null {
  let previous = genesis;
  for (const [index, row] of rows.entries()) {
    const fault = faultOf(sha256, row, previous, index + 1);
    if (fault) return [index + 1, fault];
    previous = row.hash;
  }
  return null;
}

test('a chain as it was written has no fault, with and without its contents', () => {
  const rows = chain(20);
  expect([firstFault(rows), firstFault(rows.map((row) => ({ ...row, content: null })))]).toEqual([
    null,
    null,
  ]);
});

test('a change of any part of any content is found in that row', () => {
  const changes: Partial<RowContent>[] = [
    { stream: 'consolf' },
    { version: 99 },
    { type: 'clock.stepped' },
    { occurredAt: 0 },
    { recordedAt: 0 },
    { actor: 'person:eve' },
    { data: {} },
    { seq: 7 },
  ];
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 9 }), fc.constantFrom(...changes), (index, change) => {
      const rows = chain(10);
      const row = rows[index] as ChainRow;
      const tampered = { ...row, content: { ...(row.content as RowContent), ...change } };
      if (change.seq === row.seq || change.version === row.content?.version) return;
      expect(firstFault(rows.with(index, tampered))).toEqual([
        index + 1,
        'its content was changed after it was written',
      ]);
    }),
  );
});

test('a hash that was changed is found, also where the content was left out', () => {
  const rows = chain(3).map((row): ChainRow => ({ ...row, content: null }));
  const other = 'f'.repeat(64);
  const second = rows[1] as ChainRow;
  expect(
    [{ hash: other }, { contentHash: other }, { prevHash: other }].map((change) =>
      firstFault(rows.with(1, { ...second, ...change })),
    ),
  ).toEqual([
    [2, 'its seal does not match its content'],
    [2, 'its seal does not match its content'],
    [2, 'it does not follow the row before it'],
  ]);
});

test('a content that was changed and sealed again is found in the row after it', () => {
  const rows = chain(4);
  const first = rows[0] as ChainRow;
  const forged = { ...contentAt(2), data: { version: 'forged' } };
  const resealed = { seq: 2, ...seal(sha256, first.hash, forged), content: forged };
  expect(firstFault(rows.with(1, resealed))).toEqual([3, 'it does not follow the row before it']);
});

test('a missing row and swapped rows are found where they should stand', () => {
  const rows = chain(5);
  const [a, b, c, d, e] = rows as [ChainRow, ChainRow, ChainRow, ChainRow, ChainRow];
  expect([firstFault([a, b, d, e]), firstFault([a, c, b, d, e]), firstFault([b, c])]).toEqual([
    [3, 'row 3 is missing; row 4 stands in its place'],
    [2, 'row 2 is missing; row 3 stands in its place'],
    [1, 'row 1 is missing; row 2 stands in its place'],
  ]);
});
