import Database from 'libsql';
import { AppError } from '../errors';

/** Held by the one process that may write a journal. */
export type WriterLock = { release(): void };

/**
 * Takes the writer's lock of a journal: an exclusive SQLite transaction on a file beside it.
 * The operating system lets go of it however the process ends, so there is no stale lock to clean up.
 * @throws AppError `unavailable` when another process holds it
 */
export function takeWriterLock(journalFile: string): WriterLock {
  const db = new Database(`${journalFile}.writer`, { timeout: 0 });
  try {
    db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
  } catch (error) {
    db.close();
    throw new AppError(
      'unavailable',
      `Another Holdfast has the journal ${journalFile} open. Use that one, or close it first.`,
      {
        cause: error,
      },
    );
  }
  return {
    release() {
      db.exec('ROLLBACK');
      db.close();
    },
  };
}
