import { eventSchema, type Recorded } from '../domain/events';
import type { ChainRow, RowContent } from '../domain/journal-chain';

/** A row as SQLite gives it back. */
export type StoredRow = {
  readonly seq: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly occurred_at: number;
  readonly recorded_at: number;
  readonly actor: string;
  readonly data: string;
  readonly prev_hash: string;
  readonly content_hash: string;
  readonly hash: string;
};

/** The sealed content of a row. @throws SyntaxError when `data` is not JSON */
export function contentOf(row: StoredRow): RowContent {
  return {
    seq: row.seq,
    stream: row.stream,
    version: row.version,
    type: row.type,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    actor: row.actor,
    data: JSON.parse(row.data) as unknown,
  };
}

/** A row with its hashes, as the chain is checked and as bundles carry it. */
export function chainRowOf(row: StoredRow): ChainRow & { readonly content: RowContent } {
  return {
    seq: row.seq,
    prevHash: row.prev_hash,
    contentHash: row.content_hash,
    hash: row.hash,
    content: contentOf(row),
  };
}

/** The event a row holds, or null when a newer version of Holdfast wrote a type that this one does not know. */
export function recordedOf(row: StoredRow): Recorded | null {
  const content = contentOf(row);
  const event = eventSchema.safeParse({ type: content.type, data: content.data });
  if (!event.success) return null;
  const { seq, stream, version, occurredAt, recordedAt } = content;
  return {
    ...event.data,
    seq,
    stream,
    version,
    occurredAt,
    recordedAt,
    actor: content.actor as Recorded['actor'],
  };
}
