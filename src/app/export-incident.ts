import { mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { messagesOf } from '../domain/comms/compose';
import type { Recorded } from '../domain/events';
import { requireIncident } from '../domain/incident/lookup';
import { lastSeen, unknownService } from '../domain/service/service-state';
import type { World } from '../domain/world';
import type { Exported } from '../ipc/snapshot';
import { belongsTo, bundleOf, bundleText, storyOf } from '../report/bundle';
import { identitiesIn } from '../report/identity';
import { markdownOf } from '../report/markdown';
import type { JournalReader } from '../store/journal-reader';
import { sha256 } from '../store/sha256';

export type ExportResult = Exported & { readonly bundleSha256: string; readonly markdownSha256: string };

/**
 * Writes the timeline (Markdown) and the bundle (JSON) of an incident into `folder`, from the journal alone.
 * Files appear whole or not at all. Repeatable: every export has the time in its name.
 * @throws AppError `not-found`
 */
export async function exportIncident(
  journal: JournalReader,
  world: World,
  id: string,
  folder: string,
  at: number,
): Promise<ExportResult> {
  const incident = requireIncident(world, id);
  const { names } = world;
  const story = storyOf(world, incident);
  const bundle = bundleText(
    bundleOf({ incident: id, exportedAt: at, names }, sealedRows(journal), (row) => belongsTo(story, row)),
  );
  const markdown = markdownOf({
    incident,
    runs: incident.runs.flatMap((run) => world.runs[run] ?? []),
    messages: messagesOf(world, id),
    records: [...allRecords(journal)].filter((record) => belongsTo(story, record)),
    identities: identitiesIn(allRecords(journal), (record) => belongsTo(story, record)),
    notWell: Object.entries(lastSeen(world.services[incident.service] ?? unknownService)).filter(
      ([, found]) => found !== 'ok',
    ),
    names,
    journal: { rows: journal.rows(), head: journal.head() },
    at,
  });

  await mkdir(folder, { recursive: true });
  const name = `${id}-${new Date(at).toISOString().replace(/[:.]/g, '')}`;
  const written = { markdown: join(folder, `${name}.md`), bundle: join(folder, `${name}.json`) };
  await writeWhole(written.markdown, markdown);
  await writeWhole(written.bundle, bundle);
  return { ...written, bundleSha256: sha256(bundle), markdownSha256: sha256(markdown) };
}

/** Every record of a journal, oldest first. */
export function* allRecords(journal: JournalReader): Generator<Recorded> {
  for (let after = 0; ; ) {
    const { records, lastSeq } = journal.read(after, 2000);
    if (lastSeq === after) return;
    yield* records;
    after = lastSeq;
  }
}

function* sealedRows(journal: JournalReader) {
  for (let after = 0; ; ) {
    const rows = journal.readSealed(after, 2000);
    if (rows.length === 0) return;
    yield* rows;
    after = rows.at(-1)?.seq ?? after;
  }
}

async function writeWhole(file: string, text: string): Promise<void> {
  await writeFile(`${file}.partial`, text, { mode: 0o600 });
  await rename(`${file}.partial`, file);
}
