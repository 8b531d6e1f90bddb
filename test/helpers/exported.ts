import { allRecords } from '../../src/app/export-incident';
import type { NewEvent } from '../../src/domain/events';
import { foldWorld } from '../../src/domain/evolve-world';
import type { Incident } from '../../src/domain/incident/incident';
import { type Bundle, belongsTo, bundleOf } from '../../src/report/bundle';
import { markdownOf } from '../../src/report/markdown';
import { readJournal } from '../../src/store/journal-reader';
import { seconds } from './hospital';
import { journalOf } from './journal-file';

/** What an export of one incident of a journal with these events gives. */
export function exportOf(
  events: readonly NewEvent[],
  id = 'INC-0001',
): { readonly bundle: Bundle; readonly markdown: string } {
  const journal = readJournal(journalOf(events));
  const world = foldWorld(allRecords(journal));
  const incident = world.incidents[id] as Incident;
  const records = [...allRecords(journal)].filter((record) => belongsTo(incident, record));
  const rows = journal.readSealed(0, 10_000);
  const bundle = bundleOf({ incident: id, exportedAt: seconds(300), names: world.names }, rows, (row) =>
    belongsTo(incident, row),
  );
  const markdown = markdownOf({
    incident,
    records,
    notWell: [],
    names: world.names,
    runs: incident.runs.flatMap((run) => world.runs[run] ?? []),
    journal: { rows: journal.rows(), head: 'f'.repeat(64) },
    at: seconds(300),
  });
  journal.close();
  return { bundle, markdown };
}
