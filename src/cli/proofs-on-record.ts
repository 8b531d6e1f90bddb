import { join } from 'node:path';
import { allRecords } from '../app/export-incident';
import { foldWorld } from '../domain/evolve-world';
import { type OnRecord, onRecord } from '../domain/proof/on-record';
import { readJournal } from '../store/journal-reader';

/** What the journal of a data folder proves; works while a console is open. */
export function proofsOnRecord(dataFolder: string): OnRecord {
  const journal = readJournal(join(dataFolder, 'journal.db'));
  try {
    return onRecord(foldWorld(allRecords(journal)));
  } finally {
    journal.close();
  }
}
