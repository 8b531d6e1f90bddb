import type { DependencyGraph } from '../../../domain/plan/dependencies/graph';
import { slowestNeeds, wayToSlowest } from '../../../domain/plan/dependencies/slowest-need';
import type { Plan } from '../../../domain/plan/plan';
import type { Service } from '../../../domain/service/service';
import { spellDuration } from '../../schema/duration';
import { type Finding, serviceFile, warn } from './finding';

/** Whether what a service needs is there in time, and is what it is taken for. */
export function lintDependencies(plan: Pick<Plan, 'services'>, graph: DependencyGraph): readonly Finding[] {
  const slowest = slowestNeeds(graph);
  const services = new Map<string, string>();
  for (const { id, name } of plan.services) {
    services.set(id.toLowerCase(), id);
    services.set(name.toLowerCase(), id);
  }
  return plan.services.flatMap((service) => {
    const worst = slowest.get(service.id);
    const isSlower = worst !== undefined && worst.rtoMs > service.objectives.rtoMs;
    return [
      ...(isSlower ? [tooSoon(service, worst.rtoMs, wayToSlowest(slowest, service.id))] : []),
      ...namedServices(service, services),
    ];
  });
}

function tooSoon({ id, objectives }: Service, rtoMs: number, way: readonly string[]): Finding {
  const own = spellDuration(objectives.rtoMs);
  const message = `objectives.rto (${own}) is shorter than that of ${way.at(-1)} (${spellDuration(rtoMs)}), which it needs: ${way.join(' → ')}.`;
  const fix = 'Nothing is back before what it needs: raise this rto, or lower that one.';
  return warn(serviceFile(id), ['objectives', 'rto'], 'rto-below-dependency', message, fix);
}

/** Something outside of the plan that is called like a service of it is most likely that service. */
function namedServices(
  { id, dependencies = [] }: Service,
  services: ReadonlyMap<string, string>,
): readonly Finding[] {
  return dependencies.flatMap(({ service, name }, index) => {
    const meant = service === null && name !== null ? services.get(name.toLowerCase()) : undefined;
    if (meant === undefined) return [];
    const message = `depends_on names "${name}" as something outside of the plan, and the plan has a service of that name.`;
    const path = ['depends_on', index, 'name'];
    return [warn(serviceFile(id), path, 'dependency-by-name', message, `Write "service: ${meant}".`)];
  });
}
