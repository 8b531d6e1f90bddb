import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { DependencyFile } from '../schema/dependency';
import type { PlanFile } from '../schema/plan-file';
import type { RunbookFile } from '../schema/runbook-file';
import type { ServiceFile } from '../schema/service-file';
import { fieldName } from '../yaml/field-name';
import type { Path } from '../yaml/locate';
import { hasMisspelt } from './exactly-one';

/** Every dependency of plan.yaml says what it is. */
export function checkNeedsOfPlan(part: PlanPart<PlanFile>): readonly PlanProblem[] {
  const { value } = part;
  if (value === null) return [];
  return [
    ...checkNeeds(part, ['console', 'depends_on'], value.console.depends_on),
    ...value.channels.flatMap(({ depends_on }, index) =>
      checkNeeds(part, ['channels', index, 'depends_on'], depends_on),
    ),
  ];
}

/** Every dependency of a service and of its strategies says what it is. */
export function checkNeedsOfService(part: PlanPart<ServiceFile>): readonly PlanProblem[] {
  const { value } = part;
  if (value === null) return [];
  return [
    ...checkNeeds(part, ['depends_on'], value.depends_on),
    ...value.strategies.flatMap(({ depends_on }, index) =>
      checkNeeds(part, ['strategies', index, 'depends_on'], depends_on),
    ),
  ];
}

/** Every dependency of a runbook says what it is. */
export function checkNeedsOfRunbook(part: PlanPart<RunbookFile>): readonly PlanProblem[] {
  return part.value === null ? [] : checkNeeds(part, ['depends_on'], part.value.depends_on);
}

/** A service of the plan, or a name; of a console, of which there may be one, neither is needed. */
function checkNeeds<T>(
  part: PlanPart<T>,
  path: Path,
  needed: readonly DependencyFile[],
): readonly PlanProblem[] {
  return needed.flatMap((each, index) => {
    if (typeof each === 'string') return [];
    const { kind, service, name } = each;
    const at = [...path, index];
    const words = fieldName(part.value, at) ?? '';
    if (service !== undefined && name !== undefined) {
      const message = `${words} has service and name.`;
      const fix = 'Keep "service:" for a service of this plan, "name:" for anything else.';
      return [planError(part.file, part.locate([...at, 'name'], 'name'), 'exactly-one', message, fix)];
    }
    if (service !== undefined || name !== undefined || kind === 'console' || hasMisspelt(part)) return [];
    const message = `${words} has none of service, name.`;
    const fix = 'Write "service:" and a service of this plan, or "name:" and what it is called.';
    return [planError(part.file, part.locate(at), 'exactly-one', message, fix)];
  });
}
