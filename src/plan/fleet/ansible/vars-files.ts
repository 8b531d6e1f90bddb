import { posix } from 'node:path';
import { listFolder } from '../../list-folder';
import { readText } from '../../plan-folder';
import { type PlanProblem, planWarning, startOfFile } from '../../plan-problem';
import { mostYamlBytes } from '../../read-yaml';
import { parseYaml } from '../../yaml/parse-yaml';
import type { InventorySource } from '../inventory-source';
import { parseJson } from '../parse-json';
import type { AnsibleModel, AnsibleVars } from './ansible-model';
import { isConnectionVar } from './connection';
import { dialect } from './dialect';
import { fieldsOf } from './yaml-inventory';

/** What `group_vars` and `host_vars` beside the inventory say of how hosts are reached. */
export type VarsFiles = {
  readonly ofGroup: (name: string) => AnsibleVars;
  readonly ofHost: (name: string) => AnsibleVars;
  readonly problems: readonly PlanProblem[];
};

const none: AnsibleVars = new Map();

/**
 * Reads `group_vars/<group>` and `host_vars/<host>`, each a file or a folder of files, as Ansible does.
 * Only how a host is reached is taken: these files hold hundreds of settings, and often secrets.
 */
export async function readVarsFiles(source: InventorySource, model: AnsibleModel): Promise<VarsFiles> {
  const problems: PlanProblem[] = [];
  const read = async (directory: string, isKnown: (name: string) => boolean) => {
    const folder = posix.join(posix.dirname(source.file), directory);
    const vars = new Map<string, AnsibleVars>();
    for (const file of await filesBelow(source, folder, problems)) {
      const name = file.slice(folder.length + 1).replace(/\/.*$|\.(ya?ml|json)$/g, '');
      if (!isKnown(name)) continue;
      vars.set(name, new Map([...(vars.get(name) ?? []), ...(await readVars(source, file, problems))]));
    }
    return vars;
  };
  const groups = await read('group_vars', (name) => name === 'all' || model.groups.has(name));
  const hosts = await read('host_vars', (name) => model.hosts.has(name));
  return {
    ofGroup: (name) => groups.get(name) ?? none,
    ofHost: (name) => hosts.get(name) ?? none,
    problems,
  };
}

async function filesBelow(
  source: InventorySource,
  folder: string,
  problems: PlanProblem[],
): Promise<readonly string[]> {
  const top = await listFolder(source.folder, folder);
  problems.push(...top.problems);
  const files: string[] = [];
  for (const { name, isFolder } of top.entries) {
    if (isFolder) {
      const inner = await listFolder(source.folder, `${folder}/${name}`);
      problems.push(...inner.problems);
      files.push(
        ...inner.entries.filter((each) => !each.isFolder).map((each) => `${folder}/${name}/${each.name}`),
      );
    } else files.push(`${folder}/${name}`);
  }
  // Ansible reads names without an ending, too.
  return files.filter(
    (file) =>
      /\/[^/.][^/]*$/.test(file) && (/\.(ya?ml|json)$/.test(file) || !/\.[^/]*$/.test(posix.basename(file))),
  );
}

async function readVars(
  source: InventorySource,
  file: string,
  problems: PlanProblem[],
): Promise<AnsibleVars> {
  const { text, problems: unread } = await readText(source.folder, file, mostYamlBytes);
  problems.push(...unread);
  // A file that a vault has locked as a whole says nothing here, and neither does one of comments alone.
  if (text === null || !/^\s*[^#\s-]/m.test(text)) return none;
  if (text.startsWith('$ANSIBLE_VAULT')) {
    const message = `${file} is locked by Ansible's vault; what it says of hosts is not used.`;
    const fix = 'Write what is needed to reach the hosts into a file that is not locked.';
    problems.push(planWarning(file, startOfFile, 'not-mapped', message, fix));
    return none;
  }
  const parsed = /^\s*\{/.test(text) ? parseJson(file, text) : parseYaml(file, text, dialect);
  problems.push(...parsed.problems);
  const vars: AnsibleVars = new Map();
  for (const [name, value] of Object.entries(fieldsOf(parsed.yaml?.value) ?? {})) {
    if (isConnectionVar(name)) vars.set(name, { value, at: () => startOfFile });
  }
  return vars;
}
