import { stat } from 'node:fs/promises';
import type { Endpoint } from '../../domain/plan/plan';
import { insideFolder, notOwnPath, ownPath } from '../own-path';
import { type PlanFolder, readText } from '../plan-folder';
import { type PlanProblem, type Position, planError, planWarning, startOfFile } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { fleetSchema, type PlanFile } from '../schema/plan-file';
import { valueAt } from '../yaml/field-name';
import { readInventory } from './inventory';
import { knownHostName, readKnownHosts } from './known-hosts';

/** An inventory of 100,000 endpoints has about 6 MB. */
export const mostFleetBytes = 64_000_000;

export type Fleet = {
  readonly endpoints: readonly Endpoint[];
  readonly identityFile: string | null;
  readonly problems: readonly PlanProblem[];
};

/** Reads the files that `fleet:` of plan.yaml names. The identity is only looked for, never opened. */
export async function readFleet(folder: PlanFolder, plan: PlanPart<PlanFile>): Promise<Fleet> {
  // Something wrong elsewhere in plan.yaml should not hide what is wrong with the fleet.
  const alone = fleetSchema.safeParse(valueAt(plan.written, ['fleet']) ?? {});
  const fleet = plan.value?.fleet ?? (plan.written === undefined ? undefined : alone.data);
  if (!fleet) return { endpoints: [], identityFile: null, problems: [] };
  const at = (field: string) => plan.locate(['fleet', field]);
  const identity = await findIdentity(folder, fleet.identity, at('identity'));
  const inventoryFile = insideFolder(fleet.inventory);
  const knownHostsFile = insideFolder(fleet.known_hosts);
  const problems = [...identity.problems];
  if (inventoryFile === null) problems.push(outside('inventory', fleet.inventory, at('inventory')));
  if (knownHostsFile === null) problems.push(outside('known_hosts', fleet.known_hosts, at('known_hosts')));
  if (inventoryFile === null || knownHostsFile === null) {
    return { endpoints: [], identityFile: identity.file, problems };
  }

  const inventoryText = await readText(folder, inventoryFile, mostFleetBytes);
  const inventory = readInventory(inventoryFile, inventoryText.text ?? '', fleet.user);
  if (inventoryText.text !== null && inventory.endpoints.length + inventory.problems.length === 0) {
    const message = `${inventoryFile} has a header and no endpoints.`;
    const fix = 'Add a line for each endpoint.';
    problems.push(planWarning(inventoryFile, startOfFile, 'empty-inventory', message, fix));
  }
  const keyed = await withHostKeys(folder, knownHostsFile, inventory.endpoints);
  return {
    endpoints: keyed.endpoints,
    identityFile: identity.file,
    problems: [
      ...problems,
      ...(inventoryText.text === null ? inventoryText.problems : inventory.problems),
      ...keyed.problems,
    ],
  };
}

async function withHostKeys(
  folder: PlanFolder,
  file: string,
  endpoints: readonly Endpoint[],
): Promise<{ readonly endpoints: readonly Endpoint[]; readonly problems: readonly PlanProblem[] }> {
  const { text, problems: unread } = await readText(folder, file, mostFleetBytes);
  const isMissing = unread.some((problem) => problem.rule === 'missing-file');
  if (text === null && !isMissing) return { endpoints, problems: unread };
  const namesOf = ({ address, name, port }: Endpoint) => [
    knownHostName(address, port),
    knownHostName(name, port),
  ];
  const { knownHosts, problems } = await readKnownHosts(
    file,
    text ?? '',
    new Set(endpoints.flatMap(namesOf)),
  );
  const keyed = endpoints.map((endpoint) => ({
    ...endpoint,
    hostKeys: knownHosts.keysOf(namesOf(endpoint)),
  }));
  const without = keyed.filter((endpoint) => endpoint.hostKeys.length === 0);
  if (without.length === 0) return { endpoints: keyed, problems };
  const names = without.slice(0, 3).map(({ name }) => name);
  const some = without.length > names.length ? `${names.join(', ')}, …` : names.join(', ');
  const subject = `${without.length} of ${endpoints.length} endpoints`;
  const message = `${isMissing ? `${file} does not exist: ` : ''}${subject} (${some}) have no host key on file, and nothing will be sent to them.`;
  const fix = 'Add their keys, for example with ssh-keyscan, after comparing the fingerprints.';
  return {
    endpoints: keyed,
    problems: [...problems, planWarning(file, startOfFile, 'missing-host-keys', message, fix)],
  };
}

async function findIdentity(folder: PlanFolder, written: string | undefined, at: Position) {
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

function outside(field: string, written: string, at: Position): PlanProblem {
  const message = `fleet.${field} ${JSON.stringify(written)} is not inside the plan folder.`;
  const fix = 'Copy the file into the folder, so that the plan holds all it needs.';
  return planError('plan.yaml', at, 'outside-folder', message, fix);
}
