import { existsSync } from 'node:fs';
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
  let db: Database.Database | undefined;
  try {
    db = new Database(`${journalFile}.writer`, { timeout: 0 });
    db.exec('PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE;');
  } catch (error) {
    db?.close();
    throw new AppError('unavailable', whyNot(journalFile, error), { cause: error });
  }
  const held = db;
  return {
    release() {
      held.exec('ROLLBACK');
      held.close();
    },
  };
}

function whyNot(journalFile: string, error: unknown): string {
  const { code, message } = error as { code?: string; message: string };
  if (code?.startsWith('SQLITE_BUSY'))
    return `Another Holdfast has the journal ${journalFile} open. Use that one, or close it first.`;
  return `The journal ${journalFile} cannot be locked for writing: ${message}. Nothing was written.`;
}

/** Whether some process has this journal open for writing at this moment. */
export function isBeingWritten(journalFile: string): boolean {
  if (!existsSync(`${journalFile}.writer`)) return false;
  try {
    takeWriterLock(journalFile).release();
    return false;
  } catch (error) {
    if (error instanceof AppError) return true;
    throw error;
  }
}
