import { type PlanProblem, type Position, planError } from '../../plan-problem';
import { type FoundEndpoint, type FoundInventory, nothingFound } from '../found-endpoint';
import type { InventorySource } from '../inventory-source';
import { listNotMapped } from '../not-mapped';
import type { AnsibleHost, AnsibleModel, AnsibleVars } from './ansible-model';
import { connectionOf, isConnectionVar } from './connection';
import { orderGroups } from './group-order';
import { labelsIn } from './labels';
import { readVarsFiles } from './vars-files';

/** Beyond this an inventory is a mistake, or an attack on memory. */
export const mostHosts = 250_000;

export function tooManyHosts(file: string, at: Position): PlanProblem {
  const message = `The inventory has more than ${mostHosts.toLocaleString('en')} hosts.`;
  return planError(
    file,
    at,
    'too-many-hosts',
    message,
    'Look for a range that ends too late, or split the file.',
  );
}

/** Variables of a host after those of its groups: what says how to reach it, and what becomes labels. */
type Merged = { readonly connection: AnsibleVars; readonly labels: ReadonlyMap<string, string> };

/**
 * Endpoints out of an Ansible inventory. Variables count as in Ansible: those of `all`, of groups from the outermost
 * inwards, then of the host; and within each what stands in `group_vars` and `host_vars` over what stands in the file.
 */
export async function toFound(source: InventorySource, model: AnsibleModel): Promise<FoundInventory> {
  const { file } = source;
  const { chainOf, problems: wrongGroups } = orderGroups(file, model);
  if (wrongGroups.length > 0) return nothingFound(...wrongGroups);
  const beside = await readVarsFiles(source, model);
  const notMapped = listNotMapped(file);

  const ofGroup = new Map<string, Merged>();
  for (const [name, { vars }] of model.groups) {
    ofGroup.set(name, { connection: onlyConnection(vars), labels: labelsIn(vars, notMapped) });
  }
  const merged = new Map<string, Merged>();
  const mergeGroups = (chain: readonly string[]): Merged => {
    const key = chain.join('\0');
    const known = merged.get(key);
    if (known) return known;
    const parts = ['all', ...chain].map((name) => ofGroup.get(name));
    const fromFiles = ['all', ...chain].map((name) => beside.ofGroup(name));
    const both = {
      connection: new Map([
        ...parts.flatMap((part) => [...(part?.connection ?? [])]),
        ...fromFiles.flatMap((vars) => [...vars]),
      ]),
      labels: new Map(parts.flatMap((part) => [...(part?.labels ?? [])])),
    };
    merged.set(key, both);
    return both;
  };

  const found: FoundEndpoint[] = [];
  for (const host of model.hosts.values()) {
    const chain = chainOf(host.groups);
    const groups =
      chain.length > 1
        ? chain.filter((name) => name !== 'ungrouped')
        : chain.length === 1
          ? chain
          : ['ungrouped'];
    const above = mergeGroups(chain);
    const own = { connection: onlyConnection(host.vars), labels: labelsIn(host.vars, notMapped) };
    const connection: AnsibleVars = new Map([
      ...above.connection,
      ...own.connection,
      ...beside.ofHost(host.name),
    ]);
    const way = connectionOf(host.name, connection);
    if ('leftOut' in way) {
      const words = {
        message: `${host.name} ${way.leftOut}; it is left out`,
        fix: 'Give it an address for SSH if it belongs to the fleet.',
      };
      notMapped.add('left-out', words, host.at);
      continue;
    }
    for (const option of way.notUsed) {
      const words = {
        message: `The SSH option ${option} is not used`,
        fix: 'Holdfast has its own settings, and always checks host keys.',
      };
      notMapped.add('not-mapped', words, host.at);
    }
    const { address, port, user, identity, jump } = way;
    const labels = own.labels.size === 0 ? above.labels : new Map([...above.labels, ...own.labels]);
    const at = placesOf(host, connection);
    found.push({
      file,
      name: host.name,
      address,
      port,
      user,
      identity,
      jump,
      groups,
      labels: Object.fromEntries(labels),
      at,
    });
  }
  return { found, problems: [...beside.problems, ...notMapped.problems()] };
}

function onlyConnection(vars: AnsibleVars): AnsibleVars {
  return new Map([...vars].filter(([name]) => isConnectionVar(name)));
}

function placesOf(host: AnsibleHost, vars: AnsibleVars): FoundEndpoint['at'] {
  const words = {
    address: /_host$/,
    port: /_port$/,
    user: /_user$/,
    jump: /_args$/,
    name: null,
    label: null,
  };
  return (field) => {
    const word = words[field];
    const key = word && [...vars.keys()].find((name) => word.test(name));
    return (key && vars.get(key)?.at()) || host.at();
  };
}
