import { type PlanProblem, planError, startOfFile } from '../../plan-problem';
import type { Path } from '../../yaml/locate';
import type { YamlFile } from '../../yaml/parse-yaml';
import { type FoundInventory, nothingFound } from '../found-endpoint';
import type { InventorySource } from '../inventory-source';
import { listNotMapped } from '../not-mapped';
import { emptyModel, groupOf, hostOf } from './ansible-model';
import { mostHosts, toFound, tooManyHosts } from './to-found';
import { fieldsOf } from './yaml-inventory';

/** Whether data is what `ansible-inventory --list` and inventory programs print. */
export function isAnsibleList(value: unknown): boolean {
  const root = fieldsOf(value);
  if (root === null) return false;
  if (fieldsOf(root._meta) !== null) return true;
  return Object.values(root).some((group) => Array.isArray(group) || Array.isArray(fieldsOf(group)?.hosts));
}

/** Reads the output of `ansible-inventory --list` or of an inventory program (https://docs.ansible.com/ansible/latest/dev_guide/developing_inventory.html). */
export async function readAnsibleList(source: InventorySource, data: YamlFile): Promise<FoundInventory> {
  const { file } = source;
  const model = emptyModel();
  const problems: PlanProblem[] = [];
  const notMapped = listNotMapped(file);
  const root = fieldsOf(data.value);
  if (root === null) {
    const fix = 'Save the output of "ansible-inventory --list".';
    return nothingFound(
      planError(file, startOfFile, 'not-an-inventory', 'No groups stand at the top of the file.', fix),
    );
  }
  const names = (path: Path, value: unknown): readonly string[] => {
    if (value === undefined || value === null) return [];
    if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
    const message = `${path.join('.')} is not a list of names.`;
    problems.push(planError(file, data.locate(path), 'not-an-inventory', message, 'Save the output anew.'));
    return [];
  };
  for (const [name, value] of Object.entries(root)) {
    if (name === '_meta') continue;
    const group = groupOf(model, name, () => data.locate([name]));
    const body = Array.isArray(value) ? { hosts: value } : fieldsOf(value);
    if (body === null) {
      const message = `The group "${name}" is neither a list of hosts nor a group of fields.`;
      problems.push(
        planError(file, data.locate([name]), 'not-an-inventory', message, 'Save the output anew.'),
      );
      continue;
    }
    for (const host of names([name, 'hosts'], body.hosts))
      hostOf(model, host, name, () => data.locate([host]));
    for (const child of names([name, 'children'], body.children)) {
      group.children.add(child);
      groupOf(model, child, () => data.locate([child]));
    }
    for (const [key, each] of Object.entries(fieldsOf(body.vars) ?? {})) {
      group.vars.set(key, { value: each, at: () => data.locate([name, key]) });
    }
    if (model.hosts.size > mostHosts) return nothingFound(tooManyHosts(file, startOfFile));
  }
  const hostvars = fieldsOf(fieldsOf(root._meta)?.hostvars) ?? {};
  for (const [name, vars] of Object.entries(hostvars)) {
    const host = model.hosts.get(name);
    if (!host) {
      const words = { message: `"${name}" has variables and stands in no group`, fix: 'Add it to a group.' };
      notMapped.add('left-out', words, () => data.locate([name]));
      continue;
    }
    for (const [key, each] of Object.entries(fieldsOf(vars) ?? {})) {
      host.vars.set(key, { value: each, at: host.at });
    }
  }
  const { found, problems: rest } = await toFound(source, model);
  return { found, problems: [...problems, ...notMapped.problems(), ...rest] };
}
