import { blastSet } from '../plan/dependencies/blast-set';
import { dependencyGraph } from '../plan/dependencies/graph';
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
  /** How many of `total` could not be asked. */
  readonly unknown: number;
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
  const below = disruptedBelow(plan, world);
  const rows = plan.services.map((service): BoardRow => {
    const state = world.services[service.id] ?? unknownService;
    const worst = worstProbe(state)?.probe;
    const dependsOnDisrupted = below.get(service.id) ?? [];
    return {
      service,
      condition: conditionOf(service, state.condition, dependsOnDisrupted.length > 0),
      failing: worst?.failing ?? 0,
      total: worst?.total ?? 0,
      unknown: worst?.unknown ?? 0,
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

/** By service: the names of the disrupted services it needs, directly or through others. */
function disruptedBelow(plan: Plan, world: World): ReadonlyMap<string, readonly string[]> {
  const graph = dependencyGraph(plan.services);
  const below = new Map<string, string[]>();
  for (const { id, name } of plan.services) {
    if (!isDisrupted((world.services[id] ?? unknownService).condition)) continue;
    for (const { service } of blastSet(graph, [id])) {
      const names = below.get(service);
      if (names) names.push(name);
      else below.set(service, [name]);
    }
  }
  return below;
}
