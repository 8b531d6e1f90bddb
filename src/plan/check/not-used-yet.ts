import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { fieldName, valueAt } from '../yaml/field-name';
import type { Path } from '../yaml/locate';

/** Fields that are accepted and that this version does nothing with; `*` is every item. Shorten the list as they come alive. */
export const notUsedYet: readonly Path[] = [
  ['escalation'],
  ['comms'],
  ['authority', 'succession'],
  ['authority', 'envelopes', '*', 'veto'],
  ['rollback'],
];

/** Somebody who writes an escalation believes that it will happen; silence would be a lie. */
export function checkNotUsedYet<T>(part: PlanPart<T>): readonly PlanProblem[] {
  return notUsedYet
    .flatMap((path) => expand(part.value, path))
    .filter((path) => valueAt(part.value, path) !== undefined)
    .map((path) => {
      const message = `${fieldName(part.value, path)} is read, and this version does nothing with it.`;
      const fix = 'Keep it for a later version, and do not rely on it now.';
      return planWarning(part.file, part.locate(path, 'name'), 'not-used-yet', message, fix);
    });
}

function expand(root: unknown, path: Path): readonly Path[] {
  const star = path.indexOf('*');
  if (star === -1) return [path];
  const items = valueAt(root, path.slice(0, star));
  return Array.isArray(items)
    ? items.map((_, index) => [...path.slice(0, star), index, ...path.slice(star + 1)])
    : [];
}
