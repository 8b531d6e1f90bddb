import { stat } from 'node:fs/promises';
import type { Endpoint } from '../../domain/plan/plan';
import { insideFolder, notOwnPath, ownPath } from '../own-path';
import type { PlanFolder } from '../plan-folder';
import { type PlanProblem, type Position, planError, planWarning, startOfFile } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { fleetSchema, type PlanFile } from '../schema/plan-file';
import { valueAt } from '../yaml/field-name';
import type { FoundEndpoint } from './found-endpoint';
import { identityOf } from './inventory-identity';
import { type InventoryFile, readInventories } from './read-inventories';
import { settleEndpoints } from './settle-endpoints';
import { withHostKeys } from './with-host-keys';

export type Fleet = {
  readonly endpoints: readonly Endpoint[];
  readonly identityFile: string | null;
  readonly problems: readonly PlanProblem[];
};

type FleetFields = PlanFile['fleet'];

/** Reads the files that `fleet:` of plan.yaml names. The identity is only looked for, never opened. */
export async function readFleet(folder: PlanFolder, plan: PlanPart<PlanFile>): Promise<Fleet> {
  // Something wrong elsewhere in plan.yaml should not hide what is wrong with the fleet.
  const alone = fleetSchema.safeParse(valueAt(plan.written, ['fleet']) ?? {});
  const fleet = plan.value?.fleet ?? (plan.written === undefined ? undefined : alone.data);
  if (!fleet) return { endpoints: [], identityFile: null, problems: [] };
  const at = (...path: readonly PropertyKey[]) => plan.locate(['fleet', ...path]);
  const knownHostsFile = insideFolder(fleet.known_hosts);
  const inventories = inventoriesOf(fleet, at);
  const problems = [...inventories.problems];
  if (fleet.password !== undefined && fleet.identity !== undefined) problems.push(twoLogins(at('password')));
  if (knownHostsFile === null) problems.push(outside('known_hosts', fleet.known_hosts, at('known_hosts')));
  if (problems.length > 0 || knownHostsFile === null) {
    const identity = await findIdentity(folder, fleet.identity, at('identity'));
    return { endpoints: [], identityFile: identity.file, problems: [...identity.problems, ...problems] };
  }
  const inventory = await readInventories(folder, inventories.files);
  const named = identityOf(inventory.found, fleet.identity, fleet.password !== undefined);
  const identity =
    named.from === null
      ? await findIdentity(folder, fleet.identity, at('identity'))
      : await findNamed(folder, named.from);
  const settled = settleEndpoints(inventory.found, fleet.user);
  const keyed = await withHostKeys(folder, knownHostsFile, settled.endpoints);
  return {
    endpoints: keyed.endpoints,
    identityFile: identity.file,
    problems: [identity, named, inventory, settled, keyed].flatMap((part) => part.problems),
  };
}

function inventoriesOf(
  { inventory, format }: FleetFields,
  at: (...path: readonly PropertyKey[]) => Position,
) {
  const files: InventoryFile[] = [];
  const problems: PlanProblem[] = [];
  for (const [index, each] of [inventory].flat().entries()) {
    const written = typeof each === 'string' ? { file: each } : each;
    const file = insideFolder(written.file);
    const path = Array.isArray(inventory) ? ['inventory', index] : ['inventory'];
    if (file === null) problems.push(outside('inventory', written.file, at(...path)));
    else files.push({ file, format: written.format ?? format });
  }
  return { files, problems };
}

async function findIdentity(folder: PlanFolder, written: string | undefined, at: Position) {
  // Said, and not only left out, so that a key named by an inventory does not take its place.
  if (written === 'agent') return { file: null, problems: [] };
  const none = (problem: PlanProblem) => ({ file: null, problems: [problem] });
  if (written === undefined) return { file: null, problems: [] };
  const file = await ownPath(folder, written);
  if (file === null) return none(notOwnPath('fleet.identity', written, at));
  try {
    if ((await stat(file)).isFile()) return { file, problems: [] };
  } catch {
    // Not there or not to be reached: both mean that nobody can sign in with it.
  }
  const message = `fleet.identity ${written} is not a file that can be reached.`;
  const fix = 'Put the private key there, or name another, such as ~/.ssh/id_ed25519.';
  return none(planWarning('plan.yaml', at, 'missing-identity', message, fix));
}

/** The key that an inventory names; what is wrong with it is the inventory's, and no reason to refuse a plan. */
async function findNamed(folder: PlanFolder, from: FoundEndpoint) {
  const { file } = await findIdentity(folder, from.identity, startOfFile);
  if (file !== null) return { file, problems: [] };
  const message = `The private key ${JSON.stringify(from.identity)} that the inventory names cannot be reached from here.`;
  const fix = 'Name a key in fleet.identity of plan.yaml, such as ~/.ssh/id_ed25519.';
  return { file, problems: [planWarning(from.file, from.at('name'), 'identity-not-used', message, fix)] };
}

function twoLogins(at: Position): PlanProblem {
  const message = 'fleet.password and fleet.identity are both given; one login opens every endpoint.';
  return planError('plan.yaml', at, 'two-logins', message, 'Leave out one of them.');
}

function outside(field: string, written: string, at: Position): PlanProblem {
  const message = `fleet.${field} ${JSON.stringify(written)} is not inside the plan folder.`;
  const fix = 'Copy the file into the folder, so that the plan holds all it needs.';
  return planError('plan.yaml', at, 'outside-folder', message, fix);
}
