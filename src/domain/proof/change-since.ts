import type { Plan } from '../plan/plan';
import type { ManifestEntry } from '../run/manifest';
import { selectEndpoints } from '../run/selector';
import type { Service } from '../service/service';
import { type InventoryChange, inventoryChange, type Machine } from './inventory-change';
import type { Proof, ProvenRunbook } from './last-proof';

/** What of a proof counts for a service: its restore runbook, or else the first that took part. */
export const provenOf = ({ restore }: Pick<Service, 'restore'>, proof: Proof): ProvenRunbook | undefined =>
  proof.runbooks.find(({ runbook }) => runbook === restore) ?? proof.runbooks[0];

/** How the endpoints of a service differ from those that it was last proven on; null where no run says which. */
export function changeSince(
  { endpoints }: Pick<Plan, 'endpoints'>,
  service: Service,
  proof: Proof,
): InventoryChange | null {
  const proven = provenOf(service, proof);
  if (!proven) return null;
  const own = selectEndpoints(service.endpoints, endpoints);
  // An endpoint that was known then and not restored is not new: that is told by the record of the run.
  const seen = own.filter(({ name }) => proven.endpoints.has(name) || !proven.notRestored.has(name));
  const before = new Map([...proven.endpoints].map(([name, entry]) => [name, machineOf(entry)]));
  return { ...inventoryChange(before, seen), total: own.length };
}

/** A manifest names the way to an endpoint only where there is one, and the labels that its steps read. */
const machineOf = (entry: ManifestEntry): Machine => ({ ...entry, jump: entry.jump ?? [] });
