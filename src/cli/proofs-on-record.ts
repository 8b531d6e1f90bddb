import { join } from 'node:path';
import { allRecords } from '../app/export-incident';
import { foldWorld } from '../domain/evolve-world';
import { lastProofs, type Proof } from '../domain/proof/last-proof';
import { readJournal } from '../store/journal-reader';

/** What the journal of a data folder proves, by service id; works while a console is open. */
export function proofsOnRecord(dataFolder: string): ReadonlyMap<string, Proof> {
  const journal = readJournal(join(dataFolder, 'journal.db'));
  try {
    return lastProofs(foldWorld(allRecords(journal)));
  } finally {
    journal.close();
  }
}
