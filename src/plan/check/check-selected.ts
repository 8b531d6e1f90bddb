import type { Endpoint } from '../../domain/plan/plan';
import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { ServiceFile } from '../schema/service-file';

type Options = {
  readonly checkSelector?: ((text: string) => string | null) | undefined;
  readonly countSelected?: ((selector: string, endpoints: readonly Endpoint[]) => number) | undefined;
};

/**
 * A selector that names nothing is mostly a misspelt label, and is found out at the worst moment. It is a
 * warning and not an error, because a group that was emptied must not keep the rest of the plan from force.
 */
export function checkSelected(
  parts: readonly PlanPart<ServiceFile>[],
  endpoints: readonly Endpoint[],
  { checkSelector, countSelected }: Options,
): readonly PlanProblem[] {
  if (countSelected === undefined || endpoints.length === 0) return [];
  const labels = [...new Set(endpoints.flatMap((each) => Object.keys(each.labels)))].join(', ');
  return parts.flatMap(({ file, locate, value }) => {
    if (value === null || (checkSelector?.(value.endpoints) ?? null) !== null) return [];
    if (countSelected(value.endpoints, endpoints) > 0) return [];
    const message = `"${value.endpoints}" names none of the ${endpoints.length} endpoints of the inventory.`;
    const fix = `Correct the selector; the labels of the inventory are ${labels}.`;
    return [planWarning(file, locate(['endpoints']), 'empty-selector', message, fix)];
  });
}
