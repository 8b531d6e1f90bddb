import type * as z from 'zod';
import type { SchemaNode } from '../domain/plan/schema-node';
import { checkNumbers } from './check/check-numbers';
import { checkShares } from './check/check-shares';
import { jsonSchemaOf } from './json-schema';
import { listYaml, type PlanFolder, parseOnce, readText } from './plan-folder';
import { type PlanProblem, startOfFile } from './plan-problem';
import { valueAt } from './yaml/field-name';
import { flatIssues } from './yaml/flat-issues';
import type { Locate, NumberText } from './yaml/locate';
import { parseYaml } from './yaml/parse-yaml';
import { type Rough, roughValue } from './yaml/rough-value';
import { schemaProblems } from './yaml/schema-problems';

/** Larger YAML is refused unread: parsing 2 MB takes seconds, and a plan file has a few thousand bytes. */
export const mostYamlBytes = 2_000_000;

/** One YAML file of the plan after the checks that need no other file. */
export type PlanPart<T> = {
  readonly file: string;
  /** The name of the file without folder and `.yaml`. */
  readonly stem: string;
  /** Null when the file is too wrong to be checked against others. */
  readonly value: T | null;
  /** Where `value` is null for wrong values alone: what the file names is still looked at. */
  readonly rough?: Rough<T> | undefined;
  /** What is written, as plain data without defaults; undefined when it is not YAML. */
  readonly written: unknown;
  readonly locate: Locate;
  readonly numberText?: NumberText | undefined;
  readonly problems: readonly PlanProblem[];
};

/** A schema, and what its file is called in a sentence: `the plan`, `a service`. */
export type PartKind<T> = { readonly what: string; readonly schema: z.ZodType<T> };

/** Reads and validates one file. */
export async function readYaml<T>(folder: PlanFolder, file: string, kind: PartKind<T>): Promise<PlanPart<T>> {
  const stem = file.replace(/^.*\//, '').replace(/\.yaml$/, '');
  const { text, problems: unread } = await readText(folder, file, mostYamlBytes);
  if (text === null) return { ...unreadable(file, stem), problems: unread };
  return parseOnce(folder, file, kind.schema, () => parsePart(file, stem, text, kind));
}

const unreadable = (file: string, stem: string) => ({
  ...{ file, stem, value: null, written: undefined, locate: () => startOfFile },
});

function parsePart<T>(file: string, stem: string, text: string, kind: PartKind<T>): PlanPart<T> {
  const { yaml, problems: broken } = parseYaml(file, text);
  if (yaml === null) return { ...unreadable(file, stem), problems: broken };

  const { value: written, locate, numberText } = yaml;
  const part = { file, stem, written, locate, numberText };
  const parsed = kind.schema.safeParse(yaml.value);
  const plain = { ...part, value: parsed.success ? parsed.data : null, problems: [] };
  const shares = checkShares(plain, nodeOf(kind.schema));
  const numbers = checkNumbers(plain, nodeOf(kind.schema));
  const told = [...numbers.map(({ problem }) => problem), ...shares];
  if (parsed.success) return { ...plain, problems: told };
  const wrong = new Set(numbers.map(({ path }) => path.join('\0')));
  const issues = flatIssues(parsed.error.issues).filter(({ path }) => !wrong.has(path.join('\0')));
  const problems = [...schemaProblems(file, kind.what, yaml, nodeOf(kind.schema), issues), ...told];
  // A misspelt field should not hide what is wrong between files, so these are looked at without it.
  const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
  const rest = structuredClone(yaml.value);
  for (const { path, keys } of unknown) {
    const group = valueAt(rest, path) as Record<string, unknown>;
    for (const key of keys) delete group[key];
  }
  const value = kind.schema.safeParse(rest).data ?? null;
  const rough = value === null ? roughValue(kind.schema, nodeOf(kind.schema), rest) : null;
  return { ...part, value, ...(rough ? { rough } : {}), problems };
}

/** The same of a file that need not be there: then null. */
export async function readOptionalYaml<T>(
  folder: PlanFolder,
  file: string,
  kind: PartKind<T>,
): Promise<PlanPart<T> | null> {
  const part = await readYaml(folder, file, kind);
  return part.problems.some(({ rule }) => rule === 'missing-file') ? null : part;
}

/** Reads and validates every `.yaml` file of a subfolder, sorted by name. */
export async function readYamlFolder<T>(
  folder: PlanFolder,
  directory: string,
  kind: PartKind<T>,
): Promise<{
  readonly parts: readonly PlanPart<T>[];
  /** False where the folder itself cannot be read, so that nobody knows what it holds. */
  readonly isListed: boolean;
  readonly problems: readonly PlanProblem[];
}> {
  const { files, problems } = await listYaml(folder, directory);
  const isListed = problems.every(({ severity }) => severity !== 'error');
  const parts: PlanPart<T>[] = [];
  for (const file of files) parts.push(await readYaml(folder, file, kind));
  return { parts, isListed, problems: [...problems, ...parts.flatMap((part) => part.problems)] };
}

const nodes = new WeakMap<z.ZodType, SchemaNode>();

function nodeOf(schema: z.ZodType): SchemaNode {
  const known = nodes.get(schema) ?? jsonSchemaOf(schema);
  nodes.set(schema, known);
  return known;
}
