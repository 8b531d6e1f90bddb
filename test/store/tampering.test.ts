import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openJournal } from '../../src/store/journal';
import { JournalBroken } from '../../src/store/journal-broken';
import { readJournal } from '../../src/store/journal-reader';
import { verifyJournal } from '../../src/store/verify-journal';
import { noon } from '../helpers/hospital';
import { journalFile, journalOf, note, tamper } from '../helpers/journal-file';

const five = () => journalOf(['a', 'b', 'c', 'd', 'e'].map((text) => note(text)));

/** What opening it says, and that it left the bytes alone. */
function opened(file: string): string {
  const log = () => (existsSync(`${file}-wal`) ? readFileSync(`${file}-wal`) : Buffer.alloc(0));
  const [before, logBefore] = [readFileSync(file), log()];
  let said = 'opened';
  try {
    openJournal(file, () => noon).close();
  } catch (error) {
    said = error instanceof JournalBroken ? `row ${error.row}: ${error.reason}` : String(error);
  }
  if (said === 'opened') return said;
  expect([readFileSync(file).equals(before), log().equals(logBefore)]).toEqual([true, true]);
  expect(() => readJournal(file)).toThrow('does not verify');
  return said;
}

const changed = 'its content was changed after it was written';

describe('a change of any column of a row is found in that row, and nothing is written to the file', () => {
  test.each([
    ['stream', "stream = 'incident/INC-0002'", changed],
    ['version', 'version = 99', changed],
    ['type', "type = 'note.writtem'", changed],
    ['occurred_at', 'occurred_at = occurred_at + 1', changed],
    ['recorded_at', 'recorded_at = 0', changed],
    ['actor', "actor = 'person:eve'", changed],
    ['data', 'data = replace(data, \'"c"\', \'"C"\')', changed],
    ['prev_hash', 'prev_hash = upper(prev_hash)', 'it does not follow the row before it'],
    ['content_hash', "content_hash = 'x'", changed],
    ['hash', 'hash = upper(hash)', 'its seal does not match its content'],
  ])('%s', (_column, change, reason) => {
    const file = five();
    tamper(file, `UPDATE journal SET ${change} WHERE seq = 3`);
    expect(opened(file)).toBe(`row 3: ${reason}`);
  });

  test('data that other readers would read differently is not as it was written', () => {
    const file = five();
    tamper(file, `UPDATE journal SET data = replace(data, '"text"', '"text":"forged","text"') WHERE seq = 3`);
    expect(opened(file)).toBe('row 3: its data is not as it was written');
  });

  test('data that is no JSON at all is named by its row, also in the first one', () => {
    const said = [1, 3].map((seq) => {
      const file = five();
      tamper(file, "UPDATE journal SET data = '{' WHERE seq = ?", seq);
      return opened(file);
    });
    expect(said).toEqual([
      expect.stringMatching(/^row 1: it cannot be read: .*JSON/),
      expect.stringMatching(/^row 3: it cannot be read: .*JSON/),
    ]);
  });
});

describe('a row that is not where it was', () => {
  test('deleted from the middle or the beginning is missing', () => {
    const said = [1, 3].map((seq) => {
      const file = five();
      tamper(file, 'DELETE FROM journal WHERE seq = ?', seq);
      return opened(file);
    });
    expect(said).toEqual([
      'row 1: row 1 is missing; row 2 stands in its place',
      'row 3: row 3 is missing; row 4 stands in its place',
    ]);
  });
  test('swapped with another is found at the first of the two', () => {
    const file = five();
    tamper(file, 'UPDATE journal SET seq = 9 WHERE seq = 2');
    tamper(file, 'UPDATE journal SET seq = 2 WHERE seq = 4');
    tamper(file, 'UPDATE journal SET seq = 4 WHERE seq = 9');
    expect(opened(file)).toBe('row 2: it does not follow the row before it');
  });
  test('before the first is found, though no reader would ever come across it', () => {
    const file = five();
    tamper(
      file,
      `INSERT INTO journal SELECT -5, stream, 99, type, occurred_at, recorded_at, actor, data, prev_hash, content_hash, 'x'
       FROM journal WHERE seq = 1`,
    );
    expect(opened(file)).toBe('row 1: row 1 is missing; row -5 stands in its place');
  });
  test('cut off at the end leaves a journal that verifies, with another head than the one that was published', () => {
    const file = five();
    const published = verifyJournal(file);
    tamper(file, 'DELETE FROM journal WHERE seq = 5');
    const now = verifyJournal(file);
    expect([published, now].map((each) => each.ok && each.rows)).toEqual([5, 4]);
    expect(now.ok && now.head).not.toBe(published.ok && published.head);
  });
});

describe('a file that is no journal of ours is refused as a whole', () => {
  test('text, another program’s database, a newer Holdfast’s journal', () => {
    const text = journalFile();
    writeFileSync(text, 'no database at all, but long enough to be looked at\n'.repeat(200));
    const foreign = five();
    tamper(foreign, 'PRAGMA application_id = 1');
    const newer = five();
    tamper(newer, 'PRAGMA user_version = 99');
    expect([text, foreign, newer].map(opened)).toEqual([
      'row 0: it cannot be read: file is not a database',
      'row 0: the file is a database, but not a Holdfast journal',
      expect.stringMatching(/^row 0: it was written by a newer Holdfast \(shape 99, this one knows \d\)$/),
    ]);
  });
  test('a page of it overwritten on the disk', () => {
    const file = journalOf(Array.from({ length: 200 }, (_, index) => note(`${index} ${'x'.repeat(500)}`)));
    const bytes = readFileSync(file);
    bytes.fill(0x5a, 40 * 1024, 44 * 1024);
    writeFileSync(file, bytes);
    expect(opened(file)).toMatch(/^row \d+: /);
  });
  test('an empty file, which a full disk may leave behind, becomes a new journal', () => {
    const file = journalFile();
    writeFileSync(file, '');
    expect([verifyJournal(file).ok, opened(file)]).toEqual([true, 'opened']);
  });
});

test('a journal without a row verifies, and one that is not there is not found for a reader', () => {
  const file = journalOf([]);
  const reader = readJournal(file);
  const seen = [reader.rows(), reader.read(0, 10).records, reader.readSealed(0, 10)];
  reader.close();
  expect(seen).toEqual([0, [], []]);
  expect(() => readJournal(journalFile())).toThrow('There is no journal at');
});

test('a copy verifies as the original does', () => {
  const file = five();
  const copy = journalFile();
  copyFileSync(file, copy);
  expect(verifyJournal(copy)).toEqual(verifyJournal(file));
});
