import type { Endpoint, Plan } from '../plan/plan';
import { selectEndpoints } from '../run/selector';
import { changedShare, type InventoryChange, inventoryChange } from './inventory-change';
import type { Proof } from './last-proof';

/** What a changed inventory means for one service. */
export type Reassessed = {
  readonly service: string;
  readonly change: InventoryChange;
  /** Runbooks of its last proof that have to be proven anew; empty when too little has changed, or none is proven. */
  readonly proveAnew: readonly string[];
};

/**
 * Every service whose endpoints differ between two inventories, in the order of the plan. Both are read with the
 * selectors of the plan as it is now.
 */
export function reassess(
  before: readonly Endpoint[],
  plan: Pick<Plan, 'services' | 'endpoints'>,
  proofs: ReadonlyMap<string, Proof>,
  most: number,
): readonly Reassessed[] {
  return plan.services.flatMap(({ id, endpoints }) => {
    const earlier = new Map(selectEndpoints(endpoints, before).map((each) => [each.name, each]));
    const change = inventoryChange(earlier, selectEndpoints(endpoints, plan.endpoints));
    const isSame = changedShare(change) === 0 && change.rekeyed.length === 0;
    if (isSame) return [];
    const isMuch = changedShare(change) > most || change.rekeyed.length > 0;
    const proven = proofs.get(id)?.runbooks.map(({ runbook }) => runbook) ?? [];
    return [{ service: id, change, proveAnew: isMuch ? proven : [] }];
  });
}
