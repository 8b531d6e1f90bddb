import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { fieldName, valueAt } from '../yaml/field-name';
import type { Path } from '../yaml/locate';

/** The fields of which a group has exactly one, each with the fields that go with it. */
export type Kinds = Readonly<Record<string, readonly string[]>>;

/** Which of the fields a group has, when it is exactly one. */
export function chosenOf<K extends Kinds>(group: unknown, kinds: K): (keyof K & string) | null {
  const present = presentOf(group, Object.keys(kinds));
  return present.length === 1 ? ((present[0] as (keyof K & string) | undefined) ?? null) : null;
}

/** What is wrong with the group at `path` when it has none or several of the fields, or one that goes with another. */
export function checkExactlyOne<T>(part: PlanPart<T>, path: Path, kinds: Kinds): readonly PlanProblem[] {
  const group = valueAt(part.value, path);
  const name = fieldName(part.value, path) ?? '';
  const present = presentOf(group, Object.keys(kinds));
  const [chosen] = present;
  if (chosen === undefined) {
    if (hasMisspelt(part)) return [];
    const message = `${name} has none of ${Object.keys(kinds).join(', ')}.`;
    return [planError(part.file, part.locate(path), 'exactly-one', message, 'Write exactly one of them.')];
  }
  if (present.length > 1) {
    const message = `${name} has ${present.join(' and ')}.`;
    const fix = 'Keep one of them, and give the other an item of its own.';
    return [planError(part.file, part.locate(path), 'exactly-one', message, fix)];
  }
  const companions = [...new Set(Object.values(kinds).flat())];
  return presentOf(group, companions)
    .filter((field) => !kinds[chosen]?.includes(field))
    .map((field) => {
      const owners = Object.keys(kinds).filter((kind) => kinds[kind]?.includes(field));
      const message = `${name}.${field} goes with ${owners.join(' or ')} and means nothing beside ${chosen}.`;
      const at = part.locate([...path, field], 'name');
      return planError(part.file, at, 'stray-field', message, 'Remove it.');
    });
}

/** What is missing from a file with unknown fields is most likely one of them, and that is said already. */
export function hasMisspelt<T>(part: PlanPart<T>): boolean {
  return part.problems.some(({ rule }) => rule === 'unknown-field');
}

function presentOf(group: unknown, fields: readonly string[]): readonly string[] {
  return fields.filter((field) => valueAt(group, [field]) !== undefined);
}
