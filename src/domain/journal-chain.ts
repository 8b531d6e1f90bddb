import { canonicalJson } from './canonical-json';

/** SHA-256 of UTF-8 text as 64 hex digits. Passed in, because the domain has no crypto of its own. */
export type Sha256 = (text: string) => string;

/** What the first row of every journal follows. */
export const genesis = '0'.repeat(64);

/** The part of a row that its content hash covers: everything but the hashes. */
export type RowContent = {
  readonly seq: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly occurredAt: number;
  readonly recordedAt: number;
  readonly actor: string;
  readonly data: unknown;
};

export type RowHashes = { readonly prevHash: string; readonly contentHash: string; readonly hash: string };

/**
 * Seals a row: `contentHash = SHA-256(canonical JSON)`, `hash = SHA-256(prevHash ‖ contentHash)`, both as hex text.
 * Chaining over the content's hash instead of the content itself lets an export leave out what is not
 * its reader's business (another incident, a redacted note) and still be recomputed from end to end.
 */
export function seal(sha256: Sha256, prevHash: string, content: RowContent): RowHashes {
  const { seq, stream, version, type, occurredAt, recordedAt, actor, data } = content;
  const contentHash = sha256(
    canonicalJson({ seq, stream, version, type, occurredAt, recordedAt, actor, data }),
  );
  return { prevHash, contentHash, hash: sha256(prevHash + contentHash) };
}

/** A row as it is checked: its hashes, and its content unless it was left out. */
export type ChainRow = RowHashes & { readonly seq: number; readonly content: RowContent | null };

/** The first thing wrong with a row that follows `prevHash` at position `seq`; null when it holds. */
export function faultOf(sha256: Sha256, row: ChainRow, prevHash: string, seq: number): string | null {
  if (row.seq !== seq) return `row ${seq} is missing; row ${row.seq} stands in its place`;
  if (row.prevHash !== prevHash) return 'it does not follow the row before it';
  if (row.content && seal(sha256, prevHash, row.content).contentHash !== row.contentHash)
    return 'its content was changed after it was written';
  return sha256(prevHash + row.contentHash) === row.hash ? null : 'its seal does not match its content';
}
