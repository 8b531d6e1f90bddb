import { existsSync } from 'node:fs';
import Database from 'libsql';
import type { Recorded } from '../domain/events';
import { genesis } from '../domain/journal-chain';
import { AppError } from '../errors';
import { JournalBroken } from './journal-broken';
import { chainRowOf, recordedOf, type StoredRow } from './row';
import { verifyJournal } from './verify-journal';

export type JournalReader = {
  readonly file: string;
  /** Number of rows; also the sequence number of the last one. */
  rows(): number;
  /** Hash of the last row: whoever has it can tell whether anything before it was changed. */
  head(): string;
  /** Records after `seq`, oldest first. Rows of types this version does not know are left out and counted. */
  read(
    afterSeq: number,
    limit: number,
  ): { readonly records: Recorded[]; readonly lastSeq: number; readonly unknown: number };
  /** How many rows a stream has. */
  streamLength(stream: string): number;
  /**
   * The rows of one stream after version `after` up to version `upTo`, oldest first; with `mentioning` only those
   * whose data holds this text as JSON has it. Finds few among many without reading the rest.
   */
  readStream(stream: string, after: number, upTo: number, mentioning?: string): Recorded[];
  /** Rows with their hashes, for bundles and verifiers. */
  readSealed(afterSeq: number, limit: number): ReturnType<typeof chainRowOf>[];
  close(): void;
};

/**
 * Opens a journal for reading only, also while a console writes it. What is appended later is seen by `read`,
 * but `rows` and `head` stay those of the moment of opening.
 * @throws AppError `not-found` when there is no such file, `journal-broken` when it does not verify
 */
export function readJournal(file: string): JournalReader {
  if (!existsSync(file)) throw new AppError('not-found', `There is no journal at ${file}.`);
  const verdict = verifyJournal(file);
  if (!verdict.ok) throw new JournalBroken(file, verdict.row, verdict.reason);
  const db = new Database(file, { readonly: true, timeout: 2000 });
  if (verdict.rows === 0) {
    const none = { records: [], lastSeq: 0, unknown: 0 };
    return {
      file,
      rows: () => 0,
      head: () => genesis,
      read: () => none,
      streamLength: () => 0,
      readStream: () => [],
      readSealed: () => [],
      close: () => db.close(),
    };
  }
  return {
    file,
    rows: () => verdict.rows,
    head: () => verdict.head,
    ...pagesOf(db),
    close: () => db.close(),
  };
}

/** Reading by pages, for a journal opened in whatever way. */
export function pagesOf(
  db: Database.Database,
): Pick<JournalReader, 'read' | 'readSealed' | 'readStream' | 'streamLength'> {
  const page = db.prepare('SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT ?');
  const length = db.prepare('SELECT coalesce(max(version), 0) AS length FROM journal WHERE stream = ?');
  const part = db.prepare(
    `SELECT * FROM journal WHERE stream = ? AND version > ? AND version <= ? AND instr(data, ?) > 0
     ORDER BY version`,
  );
  return {
    read(afterSeq, limit) {
      const stored = page.all(afterSeq, limit) as StoredRow[];
      const records = stored.map(recordedOf);
      const known = records.filter((record): record is Recorded => record !== null);
      return {
        records: known,
        lastSeq: stored.at(-1)?.seq ?? afterSeq,
        unknown: records.length - known.length,
      };
    },
    streamLength: (stream) => Number((length.get(stream) as { length: number }).length),
    readStream: (stream, after, upTo, mentioning) =>
      (
        part.all(
          stream,
          after,
          upTo,
          mentioning === undefined ? '' : JSON.stringify(mentioning),
        ) as StoredRow[]
      )
        .map(recordedOf)
        .filter((record): record is Recorded => record !== null),
    readSealed: (afterSeq, limit) => (page.all(afterSeq, limit) as StoredRow[]).map(chainRowOf),
  };
}
