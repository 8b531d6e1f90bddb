import { join } from 'node:path';
import { Command } from 'commander';
import { asFound } from '../../app/as-found';
import { allRecords } from '../../app/export-incident';
import { foldWorld } from '../../domain/evolve-world';
import { readJournal } from '../../store/journal-reader';
import { isBeingWritten } from '../../store/writer-lock';
import { defaultDataFolder } from '../data-folder';
import { statusOf, statusText } from '../status-summary';
import { openTerminal } from '../terminal';

/** `holdfast status` */
export function statusCommand(): Command {
  return new Command('status')
    .description(
      'Say how services and incidents stand, from the journal alone; works while the console is open',
    )
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .option('--json', 'print the result as JSON')
    .action((options: { data: string; json?: boolean }) => {
      const journal = readJournal(join(options.data, 'journal.db'));
      try {
        const folded = foldWorld(allRecords(journal));
        const isLive = isBeingWritten(journal.file);
        const world = isLive ? folded : asFound(folded, Date.now());
        const status = {
          isLive,
          rows: journal.rows(),
          head: journal.head(),
          ...statusOf(world, Date.now()),
        };
        openTerminal(options.json === true).result(status, statusText(status));
      } finally {
        journal.close();
      }
    });
}
