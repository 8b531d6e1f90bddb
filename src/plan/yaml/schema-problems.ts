import type * as z from 'zod';
import type { SchemaNode } from '../../domain/plan/schema-node';
import { didYouMean, nearestWord } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import { fieldName, showValue, valueAt } from './field-name';
import type { Path } from './locate';
import type { YamlFile } from './parse-yaml';

/**
 * Zod's issues in words for a person. Zod says what failed and where;
 * what would be right comes from the JSON Schema of the same fields.
 * `what` names the whole file in a sentence: `the plan`, `a service`.
 */
export function schemaProblems(
  file: string,
  what: string,
  yaml: YamlFile,
  schema: SchemaNode,
  issues: readonly z.core.$ZodIssue[],
): readonly PlanProblem[] {
  const misspelt = misspeltFields(schema, issues);
  return issues.flatMap((issue) => {
    // One slip of the finger is one problem: what is missing is there under another name.
    if (misspelt.has(pathKey(issue.path)) && valueAt(yaml.value, issue.path) === undefined) return [];
    const node = schemaAt(schema, issue.path);
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => unknownField(file, what, yaml, node, issue.path, key));
    }
    if (issue.code === 'invalid_key') {
      const names = schemaAt(schema, issue.path.slice(0, -1))?.propertyNames;
      const inside = fieldName(yaml.value, issue.path.slice(0, -1)) ?? what;
      const message = `A field of ${inside} ${mustBe(names)}, not ${showValue(issue.path.at(-1))}.`;
      return [planError(file, yaml.locate(issue.path, 'name'), 'wrong-value', message, example(names))];
    }
    return [wrongValue(file, what, yaml, node, issue.path)];
  });
}

function misspeltFields(schema: SchemaNode, issues: readonly z.core.$ZodIssue[]): ReadonlySet<string> {
  const unknown = issues.filter((issue) => issue.code === 'unrecognized_keys');
  return new Set(
    unknown.flatMap(({ path, keys }) => {
      const fields = Object.keys(schemaAt(schema, path)?.properties ?? {});
      return keys.flatMap((key) => {
        const near = nearestWord(key, fields);
        return near === null ? [] : [pathKey([...path, near])];
      });
    }),
  );
}

/** What fields were called before, and are called now. */
const formerNames: Readonly<Record<string, string>> = { strategy: 'workaround' };

function unknownField(
  file: string,
  what: string,
  yaml: YamlFile,
  node: SchemaNode | undefined,
  path: Path,
  key: string,
): PlanProblem {
  const fields = Object.keys(node?.properties ?? {});
  const message = `"${key}" is not a field of ${fieldName(yaml.value, path) ?? what}.`;
  const now = Object.hasOwn(formerNames, key) ? formerNames[key] : undefined;
  const fix =
    now !== undefined && fields.includes(now)
      ? `It is called "${now}" now.`
      : /^\d{3}$/.test(key)
        ? 'A comma begins a new field here. Write a number without it, such as 300000.'
        : didYouMean(key, fields, `Its fields are ${fields.join(', ')}.`);
  return planError(file, yaml.locate([...path, key], 'name'), 'unknown-field', message, fix);
}

function wrongValue(
  file: string,
  what: string,
  yaml: YamlFile,
  node: SchemaNode | undefined,
  path: Path,
): PlanProblem {
  const name = fieldName(yaml.value, path) ?? what;
  const value = valueAt(yaml.value, path);
  const at = yaml.locate(path);
  const field = String(path.at(-1));
  if (value === undefined)
    return planError(file, at, 'missing-field', `${name} is missing.`, addField(field, node));
  if (value === null) return planError(file, at, 'empty-field', `${name} is empty.`, addField(field, node));
  const not = node?.writeOnly ? '' : `, not ${showValue(value)}`;
  const message = `${name} ${mustBe(node)}${not}.`;
  return planError(file, at, 'wrong-value', message, betterValue(value, node));
}

function mustBe(node: SchemaNode | undefined): string {
  if (node?.errorMessage) return node.errorMessage;
  if (node?.enum) return `must be one of ${node.enum.join(', ')}`;
  if (node?.type === 'object') return 'must be a group of fields';
  if (node?.type === 'array') return 'must be a list';
  if (node?.type === 'boolean') return 'must be true or false';
  return 'must be text';
}

function betterValue(value: unknown, node: SchemaNode | undefined): string {
  if (node?.enum && typeof value === 'string') {
    const near = nearestWord(value, node.enum.map(String));
    if (near !== null) return `Did you mean "${near}"?`;
  }
  if (node?.type === 'string' && (typeof value === 'number' || typeof value === 'boolean')) {
    // Where a right value is words, a number was meant as words; where it is 15m or db:5432, a part was forgotten.
    if (/^[a-z][^:]*$/i.test(String(node.examples?.[0] ?? 'words'))) {
      return `If it is meant as text, put it in quotes: "${value}".`;
    }
  }
  return example(node);
}

function example(node: SchemaNode | undefined): string {
  const right = node?.examples?.[0] ?? node?.enum?.[0] ?? (node?.type === 'boolean' ? true : undefined);
  if (right !== undefined) return `Write for example ${String(right)}.`;
  if (node?.type === 'array') return 'Write each item on a line of its own after "- ".';
  const fields = Object.keys(node?.properties ?? {});
  return fields.length > 0 ? `Its fields are ${fields.join(', ')}.` : 'See docs/plan.md.';
}

function addField(field: string, node: SchemaNode | undefined): string {
  const right = node?.examples?.[0] ?? node?.enum?.[0];
  if (right !== undefined) return `Add it, for example "${field}: ${String(right)}".`;
  if (node?.type === 'array') return `Add "${field}:" and a list below it.`;
  const inner = node?.required ?? [];
  return inner.length > 0 ? `Add "${field}:" with ${inner.join(', ')}.` : `Add "${field}:".`;
}

function pathKey(path: Path): string {
  return path.join('\0');
}

/** The schema of what stands at a path; undefined where none says anything of it. */
export function schemaAt(schema: SchemaNode, path: Path): SchemaNode | undefined {
  let node: SchemaNode | undefined = schema;
  for (const step of path) {
    // Of alternatives at most one has parts.
    node = node?.anyOf?.find(({ items, properties }) => items ?? properties) ?? node;
    if (typeof step === 'number') node = node?.items;
    else {
      const rest: boolean | SchemaNode | undefined = node?.additionalProperties;
      const field = valueAt(node?.properties, [step]) as SchemaNode | undefined;
      node = field ?? (typeof rest === 'object' ? rest : undefined);
    }
  }
  return node;
}
