import { circularRecoveries } from '../plan/dependencies/circular-recovery';
import { dependencyGraph } from '../plan/dependencies/graph';
import { type SlowestNeed, slowestNeeds } from '../plan/dependencies/slowest-need';
import { independentPaths } from '../plan/independent-paths';
import type { Plan } from '../plan/plan';
import { changeSince } from '../proof/change-since';
import { type Freshness, serviceFreshness } from '../proof/freshness';
import type { InventoryChange } from '../proof/inventory-change';
import { lastProofs, type Proof } from '../proof/last-proof';
import type { Service } from '../service/service';
import type { World } from '../world';
import { type ImpactAt, impactAt, impactTimes } from './impact';

/** A service from impact to proof: what its failure does, how fast it has to be back, by which way, and how that is known. */
export type ContinuityRow = {
  readonly service: Service;
  /** After 1 h, 4 h and 24 h; null where nobody has analysed it. */
  readonly impact: readonly ImpactAt[] | null;
  /** The slowest of what it needs, where that is slower than its own RTO. */
  readonly slower: SlowestNeed | null;
  /** How many independent ways back there are; two stands for more. */
  readonly paths: 0 | 1 | 2;
  /** How many of its means of recovery need what they recover. */
  readonly circular: number;
  readonly proof: Proof | null;
  /** What of its endpoints is other than at its proof; null without one. */
  readonly change: InventoryChange | null;
  readonly freshness: Freshness;
};

/** One row per service, the most critical first, then by RTO and id. */
export function continuityRows(
  plan: Plan,
  world: Pick<World, 'incidents' | 'runs'>,
  at: number,
): readonly ContinuityRow[] {
  const graph = dependencyGraph(plan.services);
  const slowest = slowestNeeds(graph);
  const proofs = lastProofs(world);
  const circular = new Map<string, number>();
  for (const { service } of circularRecoveries(plan, graph))
    circular.set(service, (circular.get(service) ?? 0) + 1);
  return plan.services
    .map((service): ContinuityRow => {
      const below = slowest.get(service.id);
      const proof = proofs.get(service.id);
      const change = proof ? changeSince(plan, service, proof) : null;
      return {
        service,
        impact:
          service.impact.length > 0 ? impactTimes.map((after) => impactAt(service.impact, after)) : null,
        slower: below && below.rtoMs > service.objectives.rtoMs ? below : null,
        paths: independentPaths(service),
        circular: circular.get(service.id) ?? 0,
        proof: proof ?? null,
        change,
        freshness: serviceFreshness(plan, service, proof, at, change),
      };
    })
    .sort(
      ({ service: a }, { service: b }) =>
        a.tier - b.tier || a.objectives.rtoMs - b.objectives.rtoMs || (a.id < b.id ? -1 : 1),
    );
}
