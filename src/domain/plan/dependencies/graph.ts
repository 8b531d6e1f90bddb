import type { Service } from '../../service/service';
import { type Dependency, type DependencyKind, dependencyName } from '../dependency';

/** An arrow of the map: what is needed, and as what. */
export type Need = { readonly key: string; readonly kind: DependencyKind };

/** A service of the plan, or something outside of it that services need. */
export type GraphNode = {
  readonly key: string;
  readonly name: string;
  readonly kind: DependencyKind;
  /** What of a service decides who is restored first; null for what the plan does not restore. */
  readonly service: { readonly tier: number; readonly rtoMs: number } | null;
  /** Each key once, in the order written. */
  readonly needs: readonly Need[];
};

export type DependencyGraph = {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  /** The keys of those that need it directly; a key that nothing needs is absent. */
  readonly neededBy: ReadonlyMap<string, readonly string[]>;
};

type GraphService = Pick<
  Service,
  'id' | 'name' | 'tier' | 'dependsOn' | 'dependencies' | 'objectives' | 'strategies'
>;

/** The key of a dependency; ids of services have no colon, so that no two things share one. */
export function keyOf(dependency: Dependency): string {
  return dependency.service ?? `${dependency.kind}:${dependency.name ?? ''}`;
}

/**
 * Who needs what, in time linear in services and arrows. What a service names and the plan does not have is
 * left out; a strategy's own needs are not the service's.
 */
export function dependencyGraph(services: readonly GraphService[]): DependencyGraph {
  const known = new Set(services.map(({ id }) => id));
  const nodes = new Map<string, GraphNode>();
  const neededBy = new Map<string, string[]>();
  for (const service of services) {
    const needs = new Map<string, Need>();
    for (const dependency of needsOf(service)) {
      const key = keyOf(dependency);
      if (dependency.service !== null && !known.has(dependency.service)) continue;
      if (!needs.has(key)) needs.set(key, { key, kind: dependency.kind });
      if (dependency.service === null && !nodes.has(key)) nodes.set(key, outside(key, dependency));
    }
    for (const key of needs.keys()) {
      const those = neededBy.get(key);
      if (those) those.push(service.id);
      else neededBy.set(key, [service.id]);
    }
    const { id, name, tier, objectives } = service;
    const own = { tier, rtoMs: objectives.rtoMs };
    nodes.set(id, { key: id, name, kind: 'service', service: own, needs: [...needs.values()] });
  }
  return { nodes, neededBy };
}

/** Everything a service needs, in the words of its plan. */
export function needsOf(service: Pick<Service, 'dependsOn' | 'dependencies'>): readonly Dependency[] {
  return (
    service.dependencies ?? service.dependsOn.map((id) => ({ kind: 'service', service: id, name: null }))
  );
}

function outside(key: string, dependency: Dependency): GraphNode {
  const { kind } = dependency;
  return { key, name: dependencyName(dependency), kind, service: null, needs: [] };
}
