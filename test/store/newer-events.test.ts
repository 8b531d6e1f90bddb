import { expect, test } from 'vitest';
import { openJournal } from '../../src/store/journal';
import { verifyJournal } from '../../src/store/verify-journal';
import { noon } from '../helpers/hospital';
import { appendForeign, journalOf, note } from '../helpers/journal-file';

/** A journal that a newer version wrote in between. */
function mixed(): string {
  const file = journalOf([note('a')]);
  appendForeign(file, 'incident.reopened', { incident: 'INC-0001' });
  appendForeign(file, 'note.written', { incident: 'INC-0001', text: 'b', colour: 'red' });
  appendForeign(file, 'severity.raised', { incident: 'INC-0001', from: 'SEV-2', to: 'SEV-0' });
  return file;
}

test('rows that only a newer version understands are kept, skipped and counted', () => {
  const journal = openJournal(mixed(), () => noon);
  const { records, lastSeq, unknown } = journal.read(0, 10);
  const page = journal.read(1, 1);
  const kept = journal.readSealed(0, 10).map((row) => row.content.type);
  journal.close();
  expect([records.map((each) => each.data), lastSeq, unknown, page, kept]).toEqual([
    [
      { incident: 'INC-0001', text: 'a' },
      { incident: 'INC-0001', text: 'b' },
    ],
    4,
    2,
    { records: [], lastSeq: 2, unknown: 1 },
    ['note.written', 'incident.reopened', 'note.written', 'severity.raised'],
  ]);
});

test('an older version appends after them without breaking the chain', () => {
  const journal = openJournal(mixed(), () => noon);
  const [record] = journal.append([note('c')], { future: 4, 'incident/INC-0001': 1 });
  journal.close();
  expect([record?.seq, verifyJournal(journal.file)]).toEqual([
    5,
    expect.objectContaining({ ok: true, rows: 5 }),
  ]);
});
