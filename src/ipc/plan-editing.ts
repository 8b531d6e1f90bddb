import { z } from 'zod';
import type { EditPath, Plain } from '../domain/plan/plan-edit';
import type { PlanEntry } from '../domain/plan/plan-entries';
import type { SchemaNode } from '../domain/plan/schema-node';
import type { PlanMistake } from './snapshot';

/** Longer texts are refused; a plan file has a few thousand characters. */
export const mostPlanText = 2_000_000;

const plain: z.ZodType<Plain, Plain> = z.lazy(() =>
  z.union([
    z.string().max(100_000),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(plain).max(10_000),
    z.record(z.string().max(200), plain),
  ]),
);
const path = z.array(z.union([z.string().max(200), z.number().int().nonnegative()])).max(30);

/** What of a plan file is changed; see `PlanEdit`. */
export const planEdit = z.discriminatedUnion('op', [
  z.strictObject({ op: z.literal('set'), path: path.min(1), value: plain }),
  z.strictObject({ op: z.literal('remove'), path: path.min(1) }),
  z.strictObject({ op: z.literal('add'), path: path.min(1), value: plain }),
]);

/** Path within the plan folder, with `/`. */
export const planFileName = z.string().min(1).max(200);
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
export const planText = z.string().max(mostPlanText);

export type PlanFileLine = {
  readonly file: string;
  readonly kind: 'plan' | 'service' | 'runbook' | 'risk' | 'scenario';
  /** What it calls itself; its file name where it cannot be read. */
  readonly name: string;
  readonly errors: number;
  readonly warnings: number;
  /** Somebody began to change it and has not saved. */
  readonly hasDraft: boolean;
  /** Of plan.yaml: its people and channels, in the draft where there is one. */
  readonly entries?: readonly PlanEntry[];
};

/** A mistake in a draft, or what it lacks, with the field it stands in; `[]` = the whole file. */
export type DraftMistake = PlanMistake & { readonly path: EditPath };

/** A file as it stands in the folder: SHA-256 (hex) of its bytes, and its text with `\n` at line ends. */
export type FileVersion = { readonly digest: string; readonly text: string };

/** What is known of a text: what it alone says, and what the last reading of the plan found where it says the same. */
export type ReadText = {
  readonly text: string;
  /** What it says, as plain data; null while it is not YAML, and of a scenario. */
  readonly value: Plain | null;
  readonly problems: readonly DraftMistake[];
};

export type OpenedFile = ReadText & {
  readonly file: string;
  /** What may stand in it; null = any text: a scenario. */
  readonly schema: SchemaNode | null;
  /** What the folder holds now; null = there is no such file yet. */
  readonly onDisk: FileVersion | null;
  /** What `text` began from: the same as on disk, unless the file was changed while a draft was kept. */
  readonly base: FileVersion | null;
};

export type EditedText = ReadText & {
  /** Why an edit was not made; null = all were. */
  readonly because: string | null;
  /** Mistakes that this draft would make elsewhere in the plan; null when the whole plan was not asked for. */
  readonly elsewhere: readonly PlanMistake[] | null;
};

export type SavedPlanFile =
  | { readonly state: 'saved'; readonly version: FileVersion }
  | { readonly state: 'conflict'; readonly theirs: FileVersion | null }
  | { readonly state: 'refused'; readonly problems: readonly PlanMistake[] };
