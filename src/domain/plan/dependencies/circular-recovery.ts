import type { Dependency } from '../dependency';
import type { Plan } from '../plan';
import { blastSet, type Reached, wayDown } from './blast-set';
import { type DependencyGraph, keyOf } from './graph';
import { type RecoveryMeans, recoveryMeans } from './recovery-means';

/** A recovery that cannot begin while what it recovers is down. */
export type CircularRecovery = {
  readonly service: string;
  readonly means: RecoveryMeans;
  /** Keys from what the means needs down to the service itself; the service alone when it is needed directly. */
  readonly way: readonly string[];
};

/**
 * Every means of restoring a service that needs this service, itself or through others: its runbooks, its channels,
 * the machines on the way to its endpoints, and the console. One for each means and need, in the order of the plan.
 * Linear for each service that anything of the kind is said about.
 */
export function circularRecoveries(
  plan: Pick<Plan, 'services' | 'runbooks' | 'channels' | 'consoleNeeds' | 'channelNeeds' | 'endpoints'>,
  graph: DependencyGraph,
): readonly CircularRecovery[] {
  const meansOf = recoveryMeans(plan);
  return plan.services.flatMap((service) => {
    const all = meansOf(service).filter(({ needs }) => needs.length > 0);
    if (all.length === 0) return [];
    const reached = blastSet(graph, [service.id]);
    const down = new Set(reached.map((each) => each.service));
    return all.flatMap((means) => {
      const ways = means.needs.flatMap((need) => wayTo(need, service.id, reached, down));
      const shortest = ways.sort((a, b) => a.length - b.length)[0];
      return shortest ? [{ service: service.id, means, way: shortest }] : [];
    });
  });
}

function wayTo(
  need: Dependency,
  service: string,
  reached: readonly Reached[],
  down: ReadonlySet<string>,
): readonly (readonly string[])[] {
  const key = keyOf(need);
  if (key === service) return [[service]];
  return down.has(key) ? [wayDown(reached, key)] : [];
}
