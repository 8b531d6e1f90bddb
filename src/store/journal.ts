import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { canonicalJson } from '../domain/canonical-json';
import { eventSchema, type NewEvent, type Recorded } from '../domain/events';
import { seal } from '../domain/journal-chain';
import { AppError } from '../errors';
import { JournalBroken } from './journal-broken';
import { type JournalReader, pagesOf } from './journal-reader';
import { migrate } from './schema';
import { sha256 } from './sha256';
import { verifyJournal } from './verify-journal';
import { takeWriterLock } from './writer-lock';

/** Versions that the caller believes its streams have; a stream that is not named is not checked. */
export type ExpectedVersions = Readonly<Record<string, number>>;

export type Journal = JournalReader & {
  /**
   * Appends all events or none, sealed and on the disk when it returns (it survives power loss).
   * @throws AppError `conflict` when a stream has another version than expected
   */
  append(events: readonly NewEvent[], expected?: ExpectedVersions): Recorded[];
};

/**
 * Opens a journal for writing, after its whole chain has been verified without touching the file.
 * @param now Unix milliseconds for `recordedAt`
 * @throws AppError `journal-broken` naming the first bad row; `unavailable` when another process writes it
 */
export function openJournal(file: string, now: () => number): Journal {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // What an incident says is not for every account of this machine; SQLite gives its own files the same mode.
  closeSync(openSync(file, 'a', 0o600));
  const lock = takeWriterLock(file);
  try {
    const verdict = verifyJournal(file);
    if (!verdict.ok) throw new JournalBroken(file, verdict.row, verdict.reason);
    return open(file, now, verdict.rows, verdict.head, lock.release);
  } catch (error) {
    lock.release();
    throw error;
  }
}

function open(file: string, now: () => number, rows: number, lastHash: string, release: () => void): Journal {
  const db = new Database(file, { timeout: 2000 });
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;');
  migrate(db);
  const insert = db.prepare(
    `INSERT INTO journal (seq, stream, version, type, occurred_at, recorded_at, actor, data, prev_hash, content_hash, hash)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const versions = new Map<string, number>();
  for (const row of db
    .prepare('SELECT stream, max(version) AS version FROM journal GROUP BY stream')
    .all() as {
    stream: string;
    version: number;
  }[])
    versions.set(row.stream, row.version);
  let seq = rows;
  let head = lastHash;

  const insertAll = db.transaction((events: readonly NewEvent[]) => {
    const recordedAt = now();
    const next = new Map<string, number>();
    let cursor = seq;
    let prev = head;
    const records = events.map((event): Recorded => {
      const { type, data } = eventSchema.parse({ type: event.type, data: event.data });
      cursor += 1;
      const version = (next.get(event.stream) ?? versions.get(event.stream) ?? 0) + 1;
      next.set(event.stream, version);
      const { stream, occurredAt, actor } = event;
      const content = { seq: cursor, stream, version, type, occurredAt, recordedAt, actor, data };
      const hashes = seal(sha256, prev, content);
      insert.run(
        ...[cursor, stream, version, type, occurredAt, recordedAt, actor, canonicalJson(data)],
        ...[hashes.prevHash, hashes.contentHash, hashes.hash],
      );
      prev = hashes.hash;
      return content as Recorded;
    });
    return { records, next, cursor, prev };
  });

  return {
    file,
    rows: () => seq,
    head: () => head,
    append(events, expected = {}) {
      if (events.length === 0) return [];
      for (const [stream, version] of Object.entries(expected)) {
        const actual = versions.get(stream) ?? 0;
        if (actual !== version)
          throw new AppError(
            'conflict',
            `${stream} is at version ${actual}, not ${version}: it changed meanwhile. Read it again.`,
          );
      }
      const done = insertAll.immediate(events);
      // Memory follows only after the commit: a failed transaction leaves both as they were.
      for (const [stream, version] of done.next) versions.set(stream, version);
      seq = done.cursor;
      head = done.prev;
      return done.records;
    },
    ...pagesOf(db),
    close() {
      // Statements that were not collected yet keep the log file alive; a closed journal is one file.
      db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      db.close();
      release();
    },
  };
}
