import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { onTestFinished } from 'vitest';
import { canonicalJson } from '../../src/domain/canonical-json';
import type { NewEvent } from '../../src/domain/events';
import { genesis, seal } from '../../src/domain/journal-chain';
import { openJournal } from '../../src/store/journal';
import type { StoredRow } from '../../src/store/row';
import { noon, sha256 } from './hospital';
import { happened } from './records';

/** A folder that is gone when the test has ended. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'holdfast-test-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  return folder;
}

export const journalFile = (): string => path.join(temporaryFolder(), 'journal.db');

export const note = (text: string, incident = 'INC-0001'): NewEvent =>
  happened(noon, 'note.written', { incident, text }, 'person:maria');

/** A closed journal with these events, one append each. Returns its file. */
export function journalOf(events: readonly NewEvent[], file = journalFile()): string {
  const journal = openJournal(file, () => noon);
  for (const event of events) journal.append([event]);
  journal.close();
  return file;
}

/** Lets someone with the file and SQLite do as they please; the triggers are out of their way. */
export function tamper(file: string, sql: string, ...values: (string | number)[]): void {
  const db = new Database(file);
  db.exec(
    'DROP TRIGGER IF EXISTS journal_is_append_only_update; DROP TRIGGER IF EXISTS journal_is_append_only_delete; DROP TRIGGER IF EXISTS journal_is_append_only_insert; PRAGMA ignore_check_constraints = ON;',
  );
  db.prepare(sql).run(...values);
  db.close();
}

/** Appends a well-sealed row of any type, as a newer version of Holdfast would. */
export function appendForeign(file: string, type: string, data: unknown): void {
  const db = new Database(file);
  const last = db.prepare('SELECT * FROM journal ORDER BY seq DESC LIMIT 1').get() as StoredRow | undefined;
  const seq = (last?.seq ?? 0) + 1;
  const content = {
    seq,
    stream: 'future',
    version: seq,
    type,
    occurredAt: noon,
    recordedAt: noon,
    actor: 'console',
  };
  const hashes = seal(sha256, last?.hash ?? genesis, { ...content, data });
  db.prepare('INSERT INTO journal VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)').run(
    ...[seq, 'future', seq, type, noon, noon, 'console', canonicalJson(data)],
    ...[hashes.prevHash, hashes.contentHash, hashes.hash],
  );
  db.close();
}
