import type Database from 'libsql';

/**
 * Numbered steps from an empty file to the present shape; `user_version` counts those done.
 * Shipped steps are never edited: a later need is a later step.
 */
const migrations: readonly string[] = [
  `CREATE TABLE journal (
     seq          INTEGER PRIMARY KEY,
     stream       TEXT    NOT NULL,
     version      INTEGER NOT NULL CHECK (version > 0),
     type         TEXT    NOT NULL,
     occurred_at  INTEGER NOT NULL,
     recorded_at  INTEGER NOT NULL,
     actor        TEXT    NOT NULL,
     data         TEXT    NOT NULL CHECK (json_valid(data)),
     prev_hash    TEXT    NOT NULL,
     content_hash TEXT    NOT NULL,
     hash         TEXT    NOT NULL UNIQUE,
     UNIQUE (stream, version)
   ) STRICT;
   CREATE TRIGGER journal_is_append_only_update BEFORE UPDATE ON journal
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
   CREATE TRIGGER journal_is_append_only_delete BEFORE DELETE ON journal
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
   -- INSERT OR REPLACE deletes without asking the trigger above.
   CREATE TRIGGER journal_is_append_only_insert BEFORE INSERT ON journal
     WHEN new.seq IS NOT (SELECT coalesce(max(seq), 0) + 1 FROM journal)
     BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;`,
];

/** Marks a file as ours ("Hold" in ASCII), so that no other program's database is ever written to. */
export const applicationId = 0x486f6c64;

/** Brings a database opened for writing to the present shape. Safe to repeat. */
export function migrate(db: Database.Database): void {
  const done = readPragma(db, 'user_version');
  for (let step = done; step < migrations.length; step += 1) {
    db.exec(`BEGIN IMMEDIATE; ${migrations[step]} PRAGMA application_id = ${applicationId};
             PRAGMA user_version = ${step + 1}; COMMIT;`);
  }
}

/** The newest shape this program knows; a file with a higher `user_version` was written by a newer one. */
export const schemaVersion = migrations.length;

export function readPragma(db: Database.Database, name: 'user_version' | 'application_id'): number {
  const row = db.prepare(`PRAGMA ${name}`).get() as Record<string, unknown>;
  return Number(row[name]);
}
