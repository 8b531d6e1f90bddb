import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { asFound } from '../../app/as-found';
import { allRecords, exportIncident } from '../../app/export-incident';
import { foldWorld } from '../../domain/evolve-world';
import { AppError } from '../../errors';
import { readJournal } from '../../store/journal-reader';
import { isBeingWritten } from '../../store/writer-lock';
import { defaultDataFolder } from '../data-folder';
import { openTerminal } from '../terminal';

/** `holdfast export` */
export function exportCommand(): Command {
  return new Command('export')
    .description(
      'Write the timeline (Markdown) and the bundle (JSON) of an incident; works while the console is open',
    )
    .argument('[incident]', 'for example INC-0001; the latest when left out')
    .option('--data <folder>', 'the data folder that holds journal.db', defaultDataFolder())
    .option('--out <folder>', 'where to write', '.')
    .option('--json', 'print the result as JSON')
    .action(async (wanted: string | undefined, options: { data: string; out: string; json?: boolean }) => {
      const journal = readJournal(join(options.data, 'journal.db'));
      try {
        const folded = foldWorld(allRecords(journal));
        const world = isBeingWritten(journal.file) ? folded : asFound(folded, Date.now());
        const incident = wanted ?? Object.keys(world.incidents).at(-1);
        if (incident === undefined) throw new AppError('not-found', 'The journal holds no incident yet.');
        const written = await exportIncident(journal, world, incident, resolve(options.out), Date.now());
        const text = `${written.markdown}\n${written.bundle}`;
        openTerminal(options.json === true).result({ incident, ...written }, text);
      } finally {
        journal.close();
      }
    });
}
