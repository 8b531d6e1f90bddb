import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { fieldName, valueAt } from '../yaml/field-name';
import type { Path } from '../yaml/locate';

/** Fields that are accepted and that this version does nothing with. */
const notUsedYet: readonly Path[] = [['rollback']];

/** Somebody who writes a rollback believes that it will happen; silence would be a lie. */
export function checkNotUsedYet<T>(part: PlanPart<T>): readonly PlanProblem[] {
  return notUsedYet
    .filter((path) => valueAt(part.value, path) !== undefined)
    .map((path) => {
      const message = `${fieldName(part.value, path)} is read, and this version does nothing with it.`;
      const fix = 'Keep it for a later version, and do not rely on it now.';
      return planWarning(part.file, part.locate(path, 'name'), 'not-used-yet', message, fix);
    });
}
