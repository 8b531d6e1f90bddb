import { createHash } from 'node:crypto';
import { z } from 'zod';
import { faultOf, genesis } from '../domain/journal-chain';
import { bundleFormat } from './bundle';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const rowSchema = z.object({
  seq: z.number().int().positive(),
  prevHash: hex,
  contentHash: hex,
  hash: hex,
  content: z
    .object({
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
const bundleSchema = z.object({
  format: z.literal(bundleFormat),
  incident: z.string(),
  exportedAt: z.number(),
  head: hex,
  names: z.object({ people: named, services: named, runbooks: named }),
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
    const content = row.content ? { ...row.content, data: row.content.data } : null;
    const fault = faultOf(sha256, { ...row, content }, previous, index + 1);
    if (fault) return { ok: false, row: index + 1, reason: fault };
    if (content && content.seq !== row.seq)
      return { ok: false, row: row.seq, reason: 'its content belongs to another row' };
    previous = row.hash;
  }
  if (bundle.rows.length === 0 || previous !== bundle.head)
    return {
      ok: false,
      row: bundle.rows.length,
      reason: 'the last row is not the head that the bundle names: rows are missing at the end',
    };
  const readable = bundle.rows.filter((row) => row.content).length;
  return { ok: true, incident: bundle.incident, rows: bundle.rows.length, readable, head: bundle.head };
}

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8').digest('hex');
