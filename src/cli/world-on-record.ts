import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { allRecords } from '../app/export-incident';
import { foldWorld } from '../domain/evolve-world';
import { emptyWorld, type World } from '../domain/world';
import { readJournal } from '../store/journal-reader';

/**
 * What the journal of a data folder says; works while a console is open. Before the first start there is none: that
 * is said, not hidden.
 */
export function worldOnRecord(dataFolder: string, say: (line: string) => void): World {
  const file = join(dataFolder, 'journal.db');
  if (!existsSync(file)) {
    say(`There is no journal at ${file}: no incident of it counts, and nothing is proven.`);
    return emptyWorld;
  }
  const journal = readJournal(file);
  try {
    return foldWorld(allRecords(journal));
  } finally {
    journal.close();
  }
}
