import { stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import type { Endpoint } from '../../domain/plan/plan';
import type { InventoryFormat } from '../fleet/inventory-format';
import { identityOf } from '../fleet/inventory-identity';
import { readInventories } from '../fleet/read-inventories';
import { settleEndpoints } from '../fleet/settle-endpoints';
import { openPlanFolder } from '../plan-folder';
import { arrangeProblems, type PlanProblem } from '../plan-problem';

export type InventoryReading = {
  readonly endpoints: readonly Endpoint[];
  readonly format: InventoryFormat | null;
  readonly problems: readonly PlanProblem[];
};

/** Who signs in where an inventory says nothing, when nobody said who. */
export const nobody = 'user-of-the-plan';

/**
 * Reads one inventory outside of any plan, as a plan would that stands in its folder. Null when there is no such file.
 * @param user who signs in where the inventory leaves it open
 */
export async function readInventoryFile(
  path: string,
  format: InventoryFormat | undefined,
  user = nobody,
): Promise<InventoryReading | null> {
  const isFile = await stat(path).then(
    (about) => about.isFile(),
    () => false,
  );
  if (!isFile) return null;
  const { folder, problems: unopened } = await openPlanFolder(dirname(path));
  if (!folder) return { endpoints: [], format: null, problems: unopened };
  const inventory = await readInventories(folder, [{ file: basename(path), format }]);
  const { endpoints, problems } = settleEndpoints(inventory.found, user);
  const { problems: ofKeys } = identityOf(inventory.found, undefined, false);
  return {
    endpoints,
    format: inventory.format ?? null,
    // Not cut short like the mistakes of a plan: what is not taken over has to be told whole.
    problems: arrangeProblems([...inventory.problems, ...ofKeys, ...problems], Number.POSITIVE_INFINITY),
  };
}
