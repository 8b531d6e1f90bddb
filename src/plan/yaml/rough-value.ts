import type * as z from 'zod';
import type { SchemaNode } from '../../domain/plan/schema-node';
import { valueAt } from './field-name';
import { flatIssues } from './flat-issues';
import type { Path } from './locate';
import { schemaAt } from './schema-problems';

/**
 * A file with wrong values as it would be with right ones, so that what it names in other files can be looked at all
 * the same: a mistake should not hide another. What stands at `guessed` is made up, and nothing may be said of it.
 */
export type Rough<T> = { readonly value: T; readonly guessed: readonly Path[] };

/** A field that is left out, then filled in, then what is in it: a group of groups takes a few turns. */
const mostTurns = 6;

/** Null when no value can be found that the schema takes. */
export function roughValue<T>(schema: z.ZodType<T>, node: SchemaNode, written: unknown): Rough<T> | null {
  const rest = { root: structuredClone(written) };
  const guessed: Path[] = [];
  for (let turn = 0; turn < mostTurns; turn += 1) {
    const parsed = schema.safeParse(rest.root);
    if (parsed.success) return { value: parsed.data, guessed };
    for (const issue of flatIssues(parsed.error.issues)) {
      if (issue.path.length === 0 && issue.code !== 'unrecognized_keys') return null;
      if (issue.code === 'unrecognized_keys') drop(valueAt(rest.root, issue.path), issue.keys);
      else {
        guessed.push(issue.path);
        mend(rest.root, node, issue.path, issue.code === 'invalid_key');
      }
    }
  }
  return null;
}

/** Whether what stands at a path is made up, or inside of what is. */
export function isGuessed({ guessed }: Rough<unknown>, path: Path): boolean {
  return guessed.some((at) => at.every((step, index) => step === path[index]));
}

function mend(root: unknown, schema: SchemaNode, path: Path, isKey: boolean): void {
  const holder = valueAt(root, path.slice(0, -1));
  const step = path.at(-1);
  if (typeof holder !== 'object' || holder === null || step === undefined) return;
  // The other items of a list must keep their places.
  const stays = Array.isArray(holder);
  if (isKey || (!stays && Object.hasOwn(holder, step))) drop(holder, [step]);
  else (holder as Record<PropertyKey, unknown>)[step] = rightValue(schemaAt(schema, path));
}

function drop(holder: unknown, keys: readonly PropertyKey[]): void {
  if (typeof holder !== 'object' || holder === null) return;
  for (const key of keys) delete (holder as Record<PropertyKey, unknown>)[key];
}

function rightValue(node: SchemaNode | undefined): unknown {
  const example = node?.examples?.[0] ?? node?.enum?.[0];
  if (example !== undefined) return example;
  if (node?.type === 'object') return {};
  return node?.type === 'array' ? [] : node?.type === 'boolean';
}
