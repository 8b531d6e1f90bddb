import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { PlanFile } from '../schema/plan-file';
import type { ServiceFile } from '../schema/service-file';

/** A rule that waits for alerts waits for ever where none are received. */
export function checkHearing(
  { file, locate, value }: PlanPart<ServiceFile>,
  plan: PlanFile | null,
): readonly PlanProblem[] {
  if (!value || !plan || plan.receivers !== undefined) return [];
  const index = value.escalation.findIndex((rule) => rule.when.alert !== undefined);
  if (index === -1) return [];
  const message = `plan.yaml receives no alerts: this rule of ${value.name} never crosses.`;
  const fix = 'Add "receivers:" to plan.yaml.';
  return [planWarning(file, locate(['escalation', index, 'when', 'alert']), 'no-receivers', message, fix)];
}
