import { allRecords } from '../../src/app/export-incident';
import { messagesOf } from '../../src/domain/comms/compose';
import type { NewEvent } from '../../src/domain/events';
import { foldWorld } from '../../src/domain/evolve-world';
import type { Incident } from '../../src/domain/incident/incident';
import { type Bundle, belongsTo, bundleOf, storyOf } from '../../src/report/bundle';
import { identitiesIn } from '../../src/report/identity';
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
  const story = storyOf(world, incident);
  const rows = journal.readSealed(0, 10_000);
  const bundle = bundleOf({ incident: id, exportedAt: seconds(300), names: world.names }, rows, (row) =>
    belongsTo(story, row),
  );
  const markdown = markdownOf({
    incident,
    messages: messagesOf(world, id),
    records: [...allRecords(journal)].filter((record) => belongsTo(story, record)),
    identities: identitiesIn(allRecords(journal), (record) => belongsTo(story, record)),
    notWell: [],
    names: world.names,
    runs: incident.runs.flatMap((run) => world.runs[run] ?? []),
    journal: { rows: journal.rows(), head: 'f'.repeat(64) },
    at: seconds(300),
  });
  journal.close();
  return { bundle, markdown };
}
