import { chmodSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allRecords } from '../../src/app/export-incident';
import type { Recorded } from '../../src/domain/events';
import { readJournal } from '../../src/store/journal-reader';

/** Keeps a PIN where `--pin-file` finds it. Returns the path. */
export function pinKeptIn(folder: string, name: string, text: string, mode = 0o600): string {
  const file = path.join(folder, name);
  writeFileSync(file, text, { mode: 0o600 });
  chmodSync(file, mode);
  return file;
}

/** Makes a plan folder live: what happens in it is real. */
export async function makeLive(plan: string): Promise<void> {
  const file = path.join(plan, 'plan.yaml');
  await writeFile(file, (await readFile(file, 'utf8')).replace('mode: drill', 'mode: live'));
}

/** Everything a data folder has on record, oldest first. */
export function recordsIn(dataFolder: string): Recorded[] {
  const journal = readJournal(path.join(dataFolder, 'journal.db'));
  try {
    return [...allRecords(journal)];
  } finally {
    journal.close();
  }
}
