import type { Plan } from '../plan/plan';
import type { Service } from '../service/service';
import { isDisrupted, type ServiceCondition, unknownService, worstProbe } from '../service/service-state';
import type { World } from '../world';

/** `at-risk` is derived: the service itself is not seen failing, but something it depends on is. */
export type BoardCondition = ServiceCondition | 'at-risk' | 'not-probed';

export type BoardRow = {
  readonly service: Service;
  readonly condition: BoardCondition;
  readonly failing: number;
  readonly total: number;
  readonly since: number;
  readonly lastSweepAt: number | null;
  /** Names of the disrupted services it depends on, directly or through others. */
  readonly dependsOnDisrupted: readonly string[];
};

const order: readonly BoardCondition[] = [
  'down',
  'degraded',
  'restored',
  'at-risk',
  'verified',
  'unknown',
  'healthy',
  'not-probed',
];

/** One row per service, the worst first, within that by tier. */
export function serviceBoard(plan: Plan, world: World): BoardRow[] {
  const rows = plan.services.map((service): BoardRow => {
    const state = world.services[service.id] ?? unknownService;
    const worst = worstProbe(state)?.probe;
    const dependsOnDisrupted = disruptedBelow(plan, world, service);
    return {
      service,
      condition: conditionOf(service, state.condition, dependsOnDisrupted.length > 0),
      failing: worst?.failing ?? 0,
      total: worst?.total ?? 0,
      since: state.since,
      lastSweepAt: worst?.lastSweepAt ?? null,
      dependsOnDisrupted,
    };
  });
  return rows.sort(
    (a, b) => order.indexOf(a.condition) - order.indexOf(b.condition) || a.service.tier - b.service.tier,
  );
}

function conditionOf(service: Service, own: ServiceCondition, dependencyDisrupted: boolean): BoardCondition {
  const bad = own === 'down' || own === 'degraded' || own === 'restored';
  if (dependencyDisrupted && !bad) return 'at-risk';
  return service.probes.length === 0 ? 'not-probed' : own;
}

function disruptedBelow(plan: Plan, world: World, service: Service): string[] {
  const found: string[] = [];
  const seen = new Set<string>([service.id]);
  const visit = (ids: readonly string[]): void => {
    for (const id of ids) {
      if (seen.has(id)) continue;
      seen.add(id);
      const dependency = plan.services.find((each) => each.id === id);
      if (!dependency) continue;
      if (isDisrupted((world.services[id] ?? unknownService).condition)) found.push(dependency.name);
      visit(dependency.dependsOn);
    }
  };
  visit(service.dependsOn);
  return found;
}
