import type { DependencyGraph } from './graph';

/** A service that a failure reaches, and over what. */
export type Reached = {
  readonly service: string;
  /** 1 = it needs what failed directly. */
  readonly distance: number;
  /** The key of what it needs, on a shortest way down to what failed. */
  readonly over: string;
};

/**
 * Every service that cannot work when these keys fail, the nearest first, then by tier and id. What failed is not
 * in it. Linear in services and arrows.
 */
export function blastSet(
  { nodes, neededBy }: DependencyGraph,
  failed: readonly string[],
): readonly Reached[] {
  const distances = new Map(failed.map((key) => [key, 0]));
  const found: Reached[] = [];
  const queue = [...distances.keys()];
  // The queue grows while it is gone through.
  for (const over of queue) {
    for (const service of neededBy.get(over) ?? []) {
      if (distances.has(service)) continue;
      const distance = (distances.get(over) ?? 0) + 1;
      distances.set(service, distance);
      found.push({ service, distance, over });
      queue.push(service);
    }
  }
  const tier = (key: string) => nodes.get(key)?.service?.tier ?? 0;
  return found.sort(
    (a, b) =>
      a.distance - b.distance || tier(a.service) - tier(b.service) || (a.service < b.service ? -1 : 1),
  );
}

/** The keys from a service down to what failed: itself first, what failed last. Empty when it is not reached. */
export function wayDown(reached: readonly Reached[], service: string): readonly string[] {
  const over = new Map(reached.map((each) => [each.service, each.over]));
  if (!over.has(service)) return [];
  const way = [service];
  for (let next = over.get(service); next !== undefined; next = over.get(next)) way.push(next);
  return way;
}
