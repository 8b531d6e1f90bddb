import type { DependencyGraph } from './graph';
import { restoreOrder } from './restore-order';

/** The service with the longest RTO among all that a service needs, over whatever ways. */
export type SlowestNeed = {
  readonly rtoMs: number;
  readonly service: string;
  /** The first step on the way to it. */
  readonly over: string;
};

/** By service id; a service that needs no other has none, and neither have those that need each other. Linear. */
export function slowestNeeds(graph: DependencyGraph): ReadonlyMap<string, SlowestNeed> {
  const slowest = new Map<string, SlowestNeed>();
  // In this order whatever a service needs has been judged before it.
  const { order } = restoreOrder(graph);
  for (const { service } of order) {
    for (const { key } of graph.nodes.get(service)?.needs ?? []) {
      const own = graph.nodes.get(key)?.service;
      if (!own) continue;
      const below = slowest.get(key);
      const worst = below && below.rtoMs > own.rtoMs ? below : { rtoMs: own.rtoMs, service: key };
      const best = slowest.get(service)?.rtoMs ?? -1;
      // Of two ways to the same one, the shorter says more.
      if (worst.rtoMs > best || (worst.rtoMs === best && worst.service === key)) {
        slowest.set(service, { rtoMs: worst.rtoMs, service: worst.service, over: key });
      }
    }
  }
  return slowest;
}

/** The ids from a service down to the slowest that it needs, both included. */
export function wayToSlowest(slowest: ReadonlyMap<string, SlowestNeed>, from: string): readonly string[] {
  const end = slowest.get(from)?.service;
  const way = [from];
  for (let next = slowest.get(from)?.over; next !== undefined; next = slowest.get(next)?.over) {
    way.push(next);
    if (next === end) break;
  }
  return way;
}
