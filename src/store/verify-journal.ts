import { existsSync } from 'node:fs';
import Database from 'libsql';
import { canonicalJson } from '../domain/canonical-json';
import { faultOf, genesis } from '../domain/journal-chain';
import { chainRowOf, type StoredRow } from './row';
import { applicationId, readPragma, schemaVersion } from './schema';
import { sha256 } from './sha256';

/** `row` is the sequence number of the first bad row; 0 = the file as a whole. */
export type JournalVerdict =
  | { readonly ok: true; readonly rows: number; readonly head: string }
  | { readonly ok: false; readonly row: number; readonly reason: string };

/**
 * Recomputes the whole chain of a journal file without writing to it.
 * A file that does not exist verifies as empty. Costs one SHA-256 pair per row.
 */
export function verifyJournal(file: string): JournalVerdict {
  if (!existsSync(file)) return { ok: true, rows: 0, head: genesis };
  let db: Database.Database | undefined;
  let seq = 0;
  try {
    db = new Database(file, { readonly: true });
    if (isEmpty(db)) return { ok: true, rows: 0, head: genesis };
    if (readPragma(db, 'application_id') !== applicationId)
      return { ok: false, row: 0, reason: 'the file is a database, but not a Holdfast journal' };
    const shape = readPragma(db, 'user_version');
    if (shape > schemaVersion)
      return {
        ok: false,
        row: 0,
        reason: `it was written by a newer Holdfast (shape ${shape}, this one knows ${schemaVersion})`,
      };
    let head = genesis;
    const lowest = firstSeq(db);
    if (lowest !== null && lowest < 1)
      return { ok: false, row: 1, reason: `row 1 is missing; row ${lowest} stands in its place` };
    const page = db.prepare('SELECT * FROM journal WHERE seq > ? ORDER BY seq LIMIT 2000');
    for (;;) {
      const rows = page.all(seq) as StoredRow[];
      if (rows.length === 0) return { ok: true, rows: seq, head };
      for (const row of rows) {
        const expected = seq + 1;
        const fault = faultIn(row, head, expected);
        if (fault) return { ok: false, row: expected, reason: fault };
        seq = expected;
        head = row.hash;
      }
    }
  } catch (error) {
    return {
      ok: false,
      row: seq === 0 ? 0 : seq + 1,
      reason: `it cannot be read: ${(error as Error).message}`,
    };
  } finally {
    db?.close();
  }
}

function faultIn(row: StoredRow, head: string, expected: number): string | null {
  let chained: ReturnType<typeof chainRowOf>;
  try {
    chained = chainRowOf(row);
  } catch (error) {
    return `it cannot be read: ${(error as Error).message}`;
  }
  const fault = faultOf(sha256, chained, head, expected);
  if (fault) return fault;
  // A member written twice parses to the last one here and to the first one elsewhere.
  return canonicalJson(chained.content.data) === row.data ? null : 'its data is not as it was written';
}

/** Reading goes up from row 1; what stands below would never be seen. */
function firstSeq(db: Database.Database): number | null {
  return (db.prepare('SELECT min(seq) AS first FROM journal').get() as { first: number | null }).first;
}

function isEmpty(db: Database.Database): boolean {
  return (
    (db.prepare('SELECT count(*) AS tables FROM sqlite_master').get() as { tables: number }).tables === 0
  );
}
