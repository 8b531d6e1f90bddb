import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openJournal } from '../../src/store/journal';
import { verifyJournal } from '../../src/store/verify-journal';
import { bundleScript, runScript } from '../helpers/child-process';
import { noon } from '../helpers/hospital';
import { journalFile, journalOf, note, temporaryFolder } from '../helpers/journal-file';

let built: string;
let script: string;
beforeAll(async () => {
  built = mkdtempSync(path.join(tmpdir(), 'holdfast-script-'));
  script = await bundleScript('test/helpers/journal-script.ts', built);
});
afterAll(() => rmSync(built, { recursive: true, force: true }));

const opened = (file: string): string => {
  try {
    openJournal(file, () => noon).close();
    return 'opened';
  } catch (error) {
    return `${(error as { code: string }).code}: ${(error as Error).message}`;
  }
};

describe('one writer', () => {
  test('a second process is refused while the first lives, and let in when it was killed', async () => {
    const file = journalFile();
    const holder = runScript(script, 'hold', file);
    await holder.lines(1);
    const during = opened(file);
    await holder.kill();
    expect([during, opened(file)]).toEqual([
      `unavailable: Another Holdfast has the journal ${file} open. Use that one, or close it first.`,
      'opened',
    ]);
  });
  test('this process keeps another out until it closes the journal', async () => {
    const journal = openJournal(journalFile(), () => noon);
    const during = await runScript(script, 'try', journal.file).lines(1);
    journal.close();
    const later = await runScript(script, 'try', journal.file).lines(1);
    expect([during, later]).toEqual([['unavailable'], ['opened']]);
  });
  test('a journal that was refused does not stay locked', () => {
    const file = journalFile();
    writeFileSync(file, 'x'.repeat(5000));
    expect([opened(file), opened(file)].map((each) => each.split(':')[0])).toEqual([
      'journal-broken',
      'journal-broken',
    ]);
  });
  test('a lock file that cannot be used is not blamed on another Holdfast', () => {
    const file = journalFile();
    writeFileSync(`${file}.writer`, 'x'.repeat(5000));
    expect(opened(file)).toBe(
      `unavailable: The journal ${file} cannot be locked for writing: file is not a database. Nothing was written.`,
    );
  });
});

describe('what was acknowledged', () => {
  test('is there after kill -9, whenever that comes, and the chain verifies', async () => {
    const file = journalFile();
    let rows = 0;
    for (const patience of [1, 40, 7, 90, 23]) {
      const writer = runScript(script, 'append', file);
      await writer.lines(patience);
      const acknowledged = (await writer.kill()).map(Number);
      const verdict = verifyJournal(file);
      if (!verdict.ok) throw new Error(`row ${verdict.row}: ${verdict.reason}`);
      const expected = acknowledged.map((_, index) => rows + 2 * (index + 1));
      expect(acknowledged).toEqual(expected);
      // One batch may be on the disk whose acknowledgement was never printed; half a batch never is.
      const beyond = verdict.rows - (acknowledged.at(-1) ?? rows);
      expect([0, 2]).toContain(beyond);
      rows = verdict.rows;
    }
    const journal = openJournal(file, () => noon);
    const { records, unknown } = journal.read(0, rows + 1);
    journal.close();
    expect([records.length, unknown, records.every((each, index) => each.seq === index + 1)]).toEqual([
      rows,
      0,
      true,
    ]);
  });

  test('is written ahead and synchronised in full', () => {
    const file = journalOf([note('a')]);
    const db = new Database(file, { readonly: true });
    const mode = db.prepare('PRAGMA journal_mode').get() as { journal_mode: string };
    db.close();
    const source = readFileSync(path.resolve(import.meta.dirname, '../../src/store/journal.ts'), 'utf8');
    expect([mode.journal_mode, source.match(/synchronous = \w+/g)]).toEqual(['wal', ['synchronous = FULL']]);
  });

  const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;
  test.skipIf(!canTrace)('has reached the disk: every append waits for at least one sync', () => {
    const log = path.join(temporaryFolder(), 'strace.log');
    const calls = (appends: number) => {
      const env = { ...process.env, NODE_PATH: path.resolve(import.meta.dirname, '../../node_modules') };
      const trace = ['-f', '-e', 'trace=fsync,fdatasync', '-o', log, process.execPath];
      const { status } = spawnSync('strace', [...trace, script, 'append', journalFile(), String(appends)], {
        env,
      });
      expect(status).toBe(0);
      return readFileSync(log, 'utf8').match(/f(data)?sync\(/g)?.length ?? 0;
    };
    expect(calls(30) - calls(10)).toBeGreaterThanOrEqual(20);
  });
});
