import type { Endpoint, Plan } from '../plan/plan';
import { labelsUsed } from '../run/render/render';
import type { Runbook } from '../run/runbook';
import { selectEndpoints } from '../run/selector';
import { templatesOf } from '../run/step-templates';
import type { Service } from '../service/service';
import {
  changedShare,
  type InventoryChange,
  inventoryChange,
  isSameInventory,
  type Machine,
} from './inventory-change';
import type { Proof } from './last-proof';

/** What a changed inventory means for one service. */
export type Reassessed = {
  readonly service: string;
  readonly change: InventoryChange;
  /** Of its endpoints; see `changedShare`. */
  readonly share: number;
  /** More than may differ without a new proof; a single other host key is. */
  readonly isTooMuch: boolean;
  /** Runbooks that have to be proven anew; empty when too little has changed, or nothing is proven. */
  readonly proveAnew: readonly string[];
};

/**
 * Every service whose endpoints differ between two inventories, in the order of the plan. Both are read with the
 * selectors and the runbooks of the plan as it is now. An endpoint with an empty user before is not compared in that.
 * @param most share of a service's endpoints that may differ
 */
export function reassess(
  before: readonly Endpoint[],
  plan: Pick<Plan, 'services' | 'endpoints' | 'runbooks'>,
  proofs: ReadonlyMap<string, Proof>,
  most: number,
): readonly Reassessed[] {
  return plan.services.flatMap((service) => {
    const proof = proofs.get(service.id);
    const read = labelsRead(service, plan.runbooks);
    const earlier = new Map(
      selectEndpoints(service.endpoints, before).map((each) => [each.name, machineOf(each, read)]),
    );
    const change = inventoryChange(earlier, selectEndpoints(service.endpoints, plan.endpoints));
    if (isSameInventory(change)) return [];
    const share = changedShare(change);
    const isTooMuch = share > most || change.rekeyed.length > 0;
    const proveAnew = proof && isTooMuch ? runbooksToProve(plan, service, proof) : [];
    return [{ service: service.id, change, share, isTooMuch, proveAnew }];
  });
}

/** What restores a service now and whatever else took part in its last proof, as far as the plan still has it. */
export function runbooksToProve(
  { runbooks }: Pick<Plan, 'runbooks'>,
  { restore }: Pick<Service, 'restore'>,
  proof: Proof,
): readonly string[] {
  const ids = [...(restore === undefined ? [] : [restore]), ...proof.runbooks.map(({ runbook }) => runbook)];
  return [...new Set(ids)].filter((id) => runbooks.some((each) => each.id === id));
}

/** The labels that the restore runbook of a service reads; null = a playbook may read all of them, and groups. */
function labelsRead({ restore }: Service, runbooks: readonly Runbook[]): readonly string[] | null {
  const steps = runbooks.find(({ id }) => id === restore)?.steps ?? [];
  return steps.some(({ kind }) => kind === 'ansible') ? null : labelsUsed(steps.flatMap(templatesOf));
}

function machineOf(endpoint: Endpoint, read: readonly string[] | null): Machine {
  const { labels, groups = [], jump = [] } = endpoint;
  if (read === null) return { ...endpoint, groups, jump };
  const own = Object.fromEntries(Object.entries(labels).filter(([label]) => read.includes(label)));
  return { ...endpoint, labels: own, groups: undefined, jump };
}
