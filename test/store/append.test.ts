import Database from 'libsql';
import { describe, expect, test } from 'vitest';
import type { NewEvent } from '../../src/domain/events';
import { genesis } from '../../src/domain/journal-chain';
import { openJournal } from '../../src/store/journal';
import { readJournal } from '../../src/store/journal-reader';
import { verifyJournal } from '../../src/store/verify-journal';
import { noon } from '../helpers/hospital';
import { journalFile, journalOf, note } from '../helpers/journal-file';
import { outage } from '../helpers/outage';
import { recorded } from '../helpers/records';
import { refusal } from '../helpers/refusal';

const console_ = (version: string): NewEvent => ({
  ...{ type: 'console.started', data: { version }, stream: 'console', occurredAt: noon, actor: 'console' },
});
const stream = 'incident/INC-0001';

describe('appending', () => {
  test('gives every event its place in the journal and in its stream', () => {
    const journal = openJournal(journalFile(), () => noon + 7);
    journal.append([note('a'), console_('1')]);
    const records = journal.append([note('b')]);
    journal.close();
    expect(records).toEqual([{ ...note('b'), seq: 3, version: 2, recordedAt: noon + 7 }]);
  });
  test('survives closing and opening: what was written reads back the same', () => {
    const file = journalOf(outage);
    const journal = openJournal(file, () => noon);
    const { records, lastSeq, unknown } = journal.read(0, 1000);
    journal.close();
    const expected = recorded(outage).map((record) => ({ ...record, recordedAt: noon }));
    expect([records, lastSeq, unknown]).toEqual([expected, outage.length, 0]);
  });
  test('goes on where an earlier console stopped, in the journal, its streams and its chain', () => {
    const file = journalOf([note('a'), note('b')]);
    const before = verifyJournal(file);
    const journal = openJournal(file, () => noon);
    const [record] = journal.append([note('c')], { [stream]: 2 });
    const [row] = journal.readSealed(2, 10);
    journal.close();
    expect([record?.seq, record?.version, row?.prevHash]).toEqual([3, 3, before.ok && before.head]);
  });
  test('nothing is nothing', () => {
    const journal = openJournal(journalFile(), () => noon);
    const made = [journal.append([]), journal.rows(), journal.head()];
    journal.close();
    expect(made).toEqual([[], 0, genesis]);
  });
});

describe('an expected version', () => {
  test('that is right lets the append pass, also 0 for a stream that is not there yet', () => {
    const journal = openJournal(journalFile(), () => noon);
    journal.append([note('a')], { [stream]: 0, other: 0 });
    journal.append([note('b')], { [stream]: 1 });
    expect(journal.rows()).toBe(2);
    journal.close();
  });
  test('that is wrong is a conflict, and nothing was written', () => {
    const journal = openJournal(journalFile(), () => noon);
    journal.append([note('a')]);
    const words = [0, 2].map((version) => refusal(() => journal.append([note('b')], { [stream]: version })));
    const rows = [journal.rows(), journal.read(0, 10).records.length];
    journal.close();
    expect([words, rows]).toEqual([
      [
        'conflict: incident/INC-0001 is at version 1, not 0: it changed meanwhile. Read it again.',
        'conflict: incident/INC-0001 is at version 1, not 2: it changed meanwhile. Read it again.',
      ],
      [1, 1],
    ]);
  });
});

describe('all or none', () => {
  const impossible = [
    { ...note('x'), type: 'note.burned' },
    { ...note('x'), data: { incident: 'INC-0001', text: '' } },
    { ...note('x'), data: { incident: 'INC-0001', text: 'x'.repeat(2001) } },
    { ...note('x'), occurredAt: 1.5 },
    { ...note('x'), occurredAt: Number.NaN },
    { ...note('x'), actor: null },
    { ...note('x'), type: 'clock.stepped', data: { byMs: Number.NaN } },
  ] as unknown as NewEvent[];
  test('one event that the journal may not hold keeps the whole batch out', () => {
    const journal = openJournal(journalFile(), () => noon);
    journal.append([note('a')]);
    const head = journal.head();
    for (const bad of impossible) expect(() => journal.append([note('b'), bad, note('c')])).toThrow();
    const after = [journal.rows(), journal.head() === head, journal.read(0, 10).records.length];
    const [next] = journal.append([note('d')], { [stream]: 1 });
    journal.close();
    expect([after, next?.seq, next?.version, verifyJournal(journal.file).ok]).toEqual([
      [1, true, 1],
      2,
      2,
      true,
    ]);
  });
  test('what an event carries beyond its type does not reach the disk', () => {
    const extra: unknown = {
      ...note('a'),
      data: { incident: 'INC-0001', text: 'a', password: 'hunter2' },
    };
    const reader = readJournal(journalOf([extra as NewEvent]));
    const [row] = reader.readSealed(0, 1);
    reader.close();
    expect(row?.content.data).toEqual({ incident: 'INC-0001', text: 'a' });
  });
});

describe('the file refuses', () => {
  test.each([
    ['an update', "UPDATE journal SET actor = 'person:eve' WHERE seq = 2"],
    ['a deletion', 'DELETE FROM journal WHERE seq = 2'],
    ['a deletion of everything', 'DELETE FROM journal'],
    ['a replacement', 'INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2'],
    [
      'an update by upsert',
      "INSERT INTO journal SELECT * FROM journal WHERE seq = 2 ON CONFLICT DO UPDATE SET actor = 'x'",
    ],
    [
      'a row out of turn',
      "INSERT INTO journal SELECT -1, 's', 1, type, 0, 0, actor, data, prev_hash, content_hash, 'x' FROM journal WHERE seq = 2",
    ],
  ])('%s, whoever asks', (_what, sql) => {
    const file = journalOf([note('a'), note('b'), note('c')]);
    const db = new Database(file);
    const said = refusal(() => db.exec(sql));
    db.close();
    expect([said, verifyJournal(file).ok]).toEqual([
      'SQLITE_CONSTRAINT_TRIGGER: the journal is append-only',
      true,
    ]);
  });
});

test('a reader sees what a console writes meanwhile, without holding it up', () => {
  const file = journalOf([note('a')]);
  const writer = openJournal(file, () => noon);
  const reader = readJournal(file);
  writer.append([note('b')]);
  const seen = [reader.read(0, 10).records.length, reader.rows()];
  reader.close();
  writer.close();
  expect(seen).toEqual([2, 1]);
});
