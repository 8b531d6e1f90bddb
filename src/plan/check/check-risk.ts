import { type PlanProblem, planError, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { RiskFile } from '../schema/risk-file';
import type { ServiceFile } from '../schema/service-file';
import { toImpact } from '../to-impact';
import { stemProblem } from './ids';

/** What one risk file must be beyond its shape. */
export function checkRisk(
  part: PlanPart<RiskFile>,
  services: readonly PlanPart<ServiceFile>[],
): readonly PlanProblem[] {
  const { file, locate, value } = part;
  if (value === null) return [];
  const again = value.services.flatMap((id, index) => {
    if (value.services.indexOf(id) === index) return [];
    const message = `services has "${id}" twice.`;
    return [planError(file, locate(['services', index]), 'duplicate-id', message, 'Remove one of them.')];
  });
  return [
    ...stemProblem(part, value.id),
    ...checkLikelihood(part, value),
    ...again,
    ...checkImpact(part, value, services),
  ];
}

function checkLikelihood({ file, locate }: PlanPart<RiskFile>, value: RiskFile): readonly PlanProblem[] {
  const both = value.likelihood !== undefined && value.per_year !== undefined;
  const none = value.likelihood === undefined && value.per_year === undefined;
  if (!both && !none) return [];
  const message = `The risk has ${both ? 'both' : 'neither'} likelihood ${both ? 'and' : 'nor'} per_year.`;
  const at = locate(both ? ['per_year'] : ['id'], 'name');
  return [planError(file, at, 'exactly-one', message, 'Write exactly one of them.')];
}

/** A risk that stands nowhere in the matrix is easily taken for none. */
function checkImpact(
  { file, locate }: PlanPart<RiskFile>,
  value: RiskFile,
  services: readonly PlanPart<ServiceFile>[],
): readonly PlanProblem[] {
  if (value.impact !== undefined) return [];
  const own = services.filter(({ stem }) => value.services.includes(stem));
  const isKnown = own.some((part) => part.value === null || toImpact(part.value.impact).length > 0);
  if (isKnown) return [];
  const message =
    'How bad it would be cannot be told: it has no impact, and none of its services has an impact analysis.';
  const fix = 'Write "impact:" from 1 to 5, or name a service that has "impact:".';
  return [planWarning(file, locate(['id']), 'risk-without-impact', message, fix)];
}
