import { circlesIn } from '../../domain/plan/dependencies/circles';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { ServiceFile } from '../schema/service-file';
import { servicesAmong, toDependency } from '../to-dependency';

/**
 * Services that, over others, need themselves: none of them could be restored first.
 * Each circle is reported once, at the first of its services by name, with the whole way round.
 */
export function checkCycles(services: readonly PlanPart<ServiceFile>[]): readonly PlanProblem[] {
  const parts = new Map(services.map((part) => [part.stem, part]));
  const nodes = new Map(
    services.map(({ stem, value }) => {
      const needs = servicesAmong(value?.depends_on ?? []).map((key) => ({ key }));
      return [stem, { needs }];
    }),
  );
  return circlesIn({ nodes }).flatMap((circle) => {
    const part = parts.get(circle[0] ?? '');
    return part ? [cycleProblem(part, circle)] : [];
  });
}

function cycleProblem(part: PlanPart<ServiceFile>, circle: readonly string[]): PlanProblem {
  const needed = part.value?.depends_on.map((each) => toDependency(each).service) ?? [];
  const at = part.locate(['depends_on', needed.indexOf(circle[1] ?? '')]);
  const message = `Services depend on each other in a circle: ${circle.join(' → ')}.`;
  const fix = 'Remove the dependency that is not needed to restore.';
  return planError(part.file, at, 'dependency-cycle', message, fix);
}
