import { expect, test } from 'vitest';
import { readJournal } from '../../src/store/journal-reader';
import { journalOf, note } from '../helpers/journal-file';

const texts = (records: readonly { readonly data: object }[]) =>
  records.map(({ data }) => (data as { text: string }).text);

test('one stream is read by its versions, without the others', () => {
  const file = journalOf([note('a'), note('of another', 'INC-0002'), note('b'), note('c'), note('d')]);
  const journal = readJournal(file);
  const stream = 'incident/INC-0001';
  expect([
    journal.streamLength(stream),
    journal.streamLength('incident/INC-9999'),
    texts(journal.readStream(stream, 0, 2)),
    texts(journal.readStream(stream, 2, 99)),
  ]).toEqual([4, 0, ['a', 'b'], ['c', 'd']]);
  journal.close();
});

test('of a stream only the rows that mention a text are read, whatever stands in it', () => {
  const hostile = `ws-"1"' OR 1=1 -- \\ %_ ü`;
  const journal = readJournal(journalOf([note('x'), note(hostile), note('ws-1'), note('ws-10')]));
  const mentioning = (text: string) => texts(journal.readStream('incident/INC-0001', 0, 9, text));
  expect([mentioning(hostile), mentioning('ws-1'), mentioning('nobody')]).toEqual([[hostile], ['ws-1'], []]);
  journal.close();
});
