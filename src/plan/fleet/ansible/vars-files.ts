import { posix } from 'node:path';
import { listFolder } from '../../list-folder';
import { parseOnce, readText } from '../../plan-folder';
import { type PlanProblem, startOfFile } from '../../plan-problem';
import { mostYamlBytes } from '../../read-yaml';
import { parseYaml } from '../../yaml/parse-yaml';
import type { InventorySource } from '../inventory-source';
import { listNotMapped, type NotMapped } from '../not-mapped';
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

/** Names in one sentence: these files have hundreds, and every one of them is told. */
const mostNames = 25;

/**
 * Reads `group_vars/<group>` and `host_vars/<host>`, each a file or a folder of files, as Ansible does.
 * Only how a host is reached is taken: these files hold hundreds of settings, and often secrets.
 */
export async function readVarsFiles(source: InventorySource, model: AnsibleModel): Promise<VarsFiles> {
  const problems: PlanProblem[] = [];
  const notMapped = listNotMapped(source.file);
  const read = async (directory: string, isKnown: (name: string) => boolean) => {
    const folder = posix.join(posix.dirname(source.file), directory);
    const vars = new Map<string, AnsibleVars>();
    for (const { name, file } of await filesBelow(source, folder, isKnown, problems)) {
      const own = await readVars(source, file, problems, notMapped);
      vars.set(name, new Map([...(vars.get(name) ?? []), ...own]));
    }
    return vars;
  };
  const groups = await read('group_vars', (name) => name === 'all' || model.groups.has(name));
  const hosts = await read('host_vars', (name) => model.hosts.has(name));
  return {
    ofGroup: (name) => groups.get(name) ?? none,
    ofHost: (name) => hosts.get(name) ?? none,
    problems: [...problems, ...notMapped.problems()],
  };
}

type VarsFile = { readonly name: string; readonly file: string };

/** Files that are named for a group or a host, with or without an ending, and those in a folder of that name. */
async function filesBelow(
  source: InventorySource,
  folder: string,
  isKnown: (name: string) => boolean,
  problems: PlanProblem[],
): Promise<readonly VarsFile[]> {
  const top = await listFolder(source.folder, folder);
  problems.push(...top.problems);
  const files: VarsFile[] = [];
  for (const entry of top.entries) {
    const name = [entry.name, entry.name.replace(/\.(ya?ml|json)$/, '')].find(isKnown);
    if (name === undefined) continue;
    if (!entry.isFolder) files.push({ name, file: `${folder}/${entry.name}` });
    else {
      const inner = await listFolder(source.folder, `${folder}/${entry.name}`);
      problems.push(...inner.problems);
      const inside = inner.entries.filter(
        (each) => !each.isFolder && /^[^.]+(\.(ya?ml|json))?$/.test(each.name),
      );
      files.push(...inside.map((each) => ({ name, file: `${folder}/${entry.name}/${each.name}` })));
    }
  }
  return files;
}

async function readVars(
  source: InventorySource,
  file: string,
  problems: PlanProblem[],
  notMapped: NotMapped,
): Promise<AnsibleVars> {
  const { text, problems: unread } = await readText(source.folder, file, mostYamlBytes);
  problems.push(...unread);
  // One of comments alone says nothing.
  if (text === null || !/^\s*[^#\s-]/m.test(text)) return none;
  const at = () => ({ file, ...startOfFile });
  if (text.startsWith('$ANSIBLE_VAULT')) {
    const message = `${file} is locked by a vault of Ansible; what it says of hosts is not used`;
    const fix = 'Write what is needed to reach the hosts into a file that is not locked.';
    notMapped.add('not-mapped', { message, fix }, at);
    return none;
  }
  const parsed = parseOnce(source.folder, file, dialect, () =>
    /^\s*\{/.test(text) ? parseJson(file, text) : parseYaml(file, text, dialect),
  );
  problems.push(...parsed.problems);
  const all = Object.entries(fieldsOf(parsed.yaml?.value) ?? {});
  const unused = all.map(([name]) => name).filter((name) => !isConnectionVar(name));
  for (let from = 0; from < unused.length; from += mostNames) {
    const names = unused.slice(from, from + mostNames);
    const message = `${file} says more than how hosts are reached, and that is not used: ${names.join(', ')}`;
    const fix = 'Put what selectors ask for into the inventory itself.';
    const first = names[0] ?? '';
    notMapped.add('not-mapped', { message, fix }, () => ({
      file,
      ...(parsed.yaml?.locate([first], 'name') ?? startOfFile),
    }));
  }
  const taken = all.filter(([name]) => isConnectionVar(name));
  return new Map(taken.map(([name, value]) => [name, { value, at: () => startOfFile }]));
}
