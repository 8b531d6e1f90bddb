import { canonicalJson } from '../domain/canonical-json';
import { stream } from '../domain/events';
import type { Incident } from '../domain/incident/incident';
import type { ChainRow, RowContent } from '../domain/journal-chain';
import type { Names } from '../domain/names';
import type { World } from '../domain/world';

export const bundleFormat = 'holdfast-bundle/1';

/**
 * An incident as a file that proves itself. `rows` is an unbroken stretch of the journal from its first
 * row to the last that concerns the incident; rows about anything else carry only their hashes, so the
 * chain can be recomputed from end to end and nobody reads what is not theirs.
 */
export type Bundle = {
  readonly format: typeof bundleFormat;
  readonly incident: string;
  readonly exportedAt: number;
  /** Hash of the last row. Published elsewhere, it proves that nothing was changed later. */
  readonly head: string;
  readonly names: Names;
  readonly rows: readonly BundleRow[];
};

export type BundleRow = Omit<ChainRow, 'content'> & { readonly content?: RowContent };

/** What decides whether a record belongs to the story of an incident. */
export type Story = Pick<Incident, 'id' | 'service' | 'impactStart' | 'resolvedAt' | 'runs'> & {
  /** Ids of the messages about the incident. */
  readonly messages: ReadonlySet<string>;
};

/** The story of an incident as the whole journal tells it. */
export function storyOf({ messages }: Pick<World, 'messages'>, incident: Incident): Story {
  const own = Object.values(messages).filter((message) => message.incident === incident.id);
  return { ...incident, messages: new Set(own.map((message) => message.id)) };
}

/**
 * Whether a row belongs to the story of an incident: its own events and runs, what was said about it and what
 * became of that, and what its service (sweeps, alerts, thresholds) and the console went through from the start
 * of impact until it was stood down.
 */
export function belongsTo(story: Story, row: Pick<RowContent, 'stream' | 'occurredAt' | 'data'>): boolean {
  if (row.stream === stream.incident(story.id)) return true;
  if (story.runs.some((run) => row.stream === stream.run(run))) return true;
  const { message } = row.data as { readonly message?: string };
  if (message !== undefined && row.stream === stream.message(message)) return story.messages.has(message);
  const alongside = row.stream === stream.service(story.service) || row.stream === stream.console;
  if (!alongside || row.occurredAt < story.impactStart) return false;
  if (row.occurredAt > (story.resolvedAt ?? Number.POSITIVE_INFINITY)) return false;
  // An impact start that was corrected may reach back into an earlier incident of the same service.
  const { incident = story.id } = row.data as { readonly incident?: string };
  return incident === story.id;
}

/** Writes a bundle. `rows` must start at the journal's first row; `include` decides what stays readable. */
export function bundleOf(
  head: Omit<Bundle, 'format' | 'head' | 'rows'>,
  rows: Iterable<ChainRow & { readonly content: RowContent }>,
  include: (content: RowContent) => boolean,
): Bundle {
  const chosen: BundleRow[] = [];
  let last = '';
  for (const { content, ...hashes } of rows) {
    chosen.push(include(content) ? { ...hashes, content } : hashes);
    last = hashes.hash;
  }
  return { format: bundleFormat, ...head, head: last, rows: chosen };
}

/** The text of a bundle file: canonical, so that the same bundle always has the same digest. */
export const bundleText = (bundle: Bundle): string => `${canonicalJson(bundle)}\n`;
