import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../domain/canonical-json';
import { stream } from '../domain/events';
import { faultOf, genesis } from '../domain/journal-chain';
import { type Bundle, bundleFormat, bundleText } from './bundle';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const rowSchema = z.strictObject({
  seq: z.number().int().positive(),
  prevHash: hex,
  contentHash: hex,
  hash: hex,
  content: z
    .strictObject({
      seq: z.number().int(),
      stream: z.string(),
      version: z.number().int(),
      type: z.string(),
      occurredAt: z.number(),
      recordedAt: z.number(),
      actor: z.string(),
      data: z.unknown(),
    })
    .optional(),
});
const named = z.array(z.looseObject({ id: z.string(), name: z.string() }));
const bundleSchema = z.strictObject({
  format: z.literal(bundleFormat),
  incident: z.string(),
  exportedAt: z.number(),
  head: hex,
  names: z.strictObject({ people: named, services: named, runbooks: named }),
  rows: z.array(rowSchema),
});

/** `row` is the sequence number of the first bad row; 0 = the file as a whole. */
export type BundleVerdict =
  | {
      readonly ok: true;
      readonly incident: string;
      readonly rows: number;
      readonly readable: number;
      readonly head: string;
    }
  | { readonly ok: false; readonly row: number; readonly reason: string };

/** Recomputes the chain of a bundle from its text alone. Needs no journal, no plan, no network. */
export function verifyBundle(text: string): BundleVerdict {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { ok: false, row: 0, reason: `it is not JSON: ${(error as Error).message}` };
  }
  const parsed = bundleSchema.safeParse(json);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      ok: false,
      row: 0,
      reason: `it is not a ${bundleFormat}: ${issue?.path.join('.')} ${issue?.message}`,
    };
  }
  const bundle = parsed.data;
  let previous = genesis;
  for (const [index, row] of bundle.rows.entries()) {
    const fault = faultIn(row, previous, index + 1);
    if (fault) return { ok: false, row: index + 1, reason: fault };
    previous = row.hash;
  }
  if (bundle.rows.length === 0 || previous !== bundle.head)
    return {
      ok: false,
      row: bundle.rows.length,
      reason: 'the last row is not the head that the bundle names: rows are missing at the end',
    };
  const declares = bundle.rows.some(
    ({ content }) =>
      content?.type === 'incident.declared' && content.stream === stream.incident(bundle.incident),
  );
  if (!declares) return { ok: false, row: 0, reason: `none of its rows declares ${bundle.incident}` };
  const row = misspelt(text, bundle as Bundle);
  if (row !== null) return { ok: false, row, reason: 'it is not spelt as it was written' };
  const readable = bundle.rows.filter((row) => row.content).length;
  return { ok: true, incident: bundle.incident, rows: bundle.rows.length, readable, head: bundle.head };
}

function faultIn(row: z.infer<typeof rowSchema>, previous: string, seq: number): string | null {
  const content = row.content ? { ...row.content, data: row.content.data } : null;
  if (content && content.seq !== row.seq) return 'its content belongs to another row';
  try {
    return faultOf(sha256, { ...row, content }, previous, seq);
  } catch (error) {
    return `its content cannot be recomputed: ${(error as Error).message}`;
  }
}

/**
 * The first row whose text is not the one a console writes, 0 = around the rows, null = none. What parses to
 * the same, such as a member written twice, could show other words to a reader than to this verifier.
 */
function misspelt(text: string, bundle: Bundle): number | null {
  if (text === bundleText(bundle)) return null;
  const before = bundleText({ ...bundle, rows: [] }).slice(0, -']}\n'.length);
  if (!text.startsWith(before)) return 0;
  let at = before.length;
  for (const row of bundle.rows) {
    const spelt = canonicalJson(row);
    if (!text.startsWith(spelt, at)) return row.seq;
    at += spelt.length + 1;
  }
  return 0;
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
