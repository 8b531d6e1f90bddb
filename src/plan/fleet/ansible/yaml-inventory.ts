import { type PlanProblem, planError, startOfFile } from '../../plan-problem';
import type { Path } from '../../yaml/locate';
import type { YamlFile } from '../../yaml/parse-yaml';
import { type FoundInventory, nothingFound } from '../found-endpoint';
import type { InventorySource } from '../inventory-source';
import { listNotMapped } from '../not-mapped';
import { emptyModel, groupOf, hostOf } from './ansible-model';
import { expandHosts } from './host-range';
import { mostHosts, toFound, tooManyHosts } from './to-found';

/** Reads a YAML inventory of Ansible (https://docs.ansible.com/ansible/latest/collections/ansible/builtin/yaml_inventory.html). */
export async function readAnsibleYaml(source: InventorySource, yaml: YamlFile): Promise<FoundInventory> {
  const { file } = source;
  const root = fieldsOf(yaml.value);
  if (root === null) {
    const fix = 'Begin with "all:" and put hosts, vars and children below it.';
    return nothingFound(
      planError(file, startOfFile, 'not-an-inventory', 'No groups stand at the top of the file.', fix),
    );
  }
  const model = emptyModel();
  const problems: PlanProblem[] = [];
  const notMapped = listNotMapped(file);
  const wrong = (path: Path, message: string, fix: string, rule = 'not-an-inventory') =>
    problems.push(planError(file, yaml.locate(path), rule, message, fix));

  const readHosts = (group: string, path: Path, value: unknown): void => {
    const hosts = typeof value === 'string' ? { [value]: null } : value === null ? {} : fieldsOf(value);
    if (hosts === null) {
      wrong(
        path,
        `The hosts of "${group}" are not a group of fields.`,
        'Write each host as "name:" on a line of its own.',
      );
      return;
    }
    for (const [pattern, body] of Object.entries(hosts)) {
      const at = () => yaml.locate([...path, pattern], 'name');
      const expanded = expandHosts(pattern);
      if ('wrong' in expanded) {
        wrong([...path, pattern], `${expanded.wrong}.`, expanded.fix, 'bad-range');
        continue;
      }
      const vars = body === null ? {} : fieldsOf(body);
      if (vars === null)
        wrong(
          [...path, pattern],
          `The host "${pattern}" has no variables but a value.`,
          'Write "name: value" below it.',
        );
      for (const name of expanded.names) {
        const host = hostOf(model, name, group, at, expanded.port);
        for (const [key, each] of Object.entries(vars ?? {})) {
          host.vars.set(key, { value: each, at: () => yaml.locate([...path, pattern, key]) });
        }
      }
    }
  };
  const readGroup = (name: string, path: Path, value: unknown): void => {
    const group = groupOf(model, name, () => yaml.locate(path, 'name'));
    const body = value === null ? {} : fieldsOf(value);
    if (body === null) {
      wrong(path, `The group "${name}" is not a group of fields.`, 'Write hosts, vars or children below it.');
      return;
    }
    for (const [key, part] of Object.entries(body)) {
      const inside = [...path, key];
      const parts = part === null ? {} : fieldsOf(part);
      if (key === 'hosts') readHosts(name, inside, part);
      else if (key !== 'vars' && key !== 'children') {
        const message = `"${key}" of the group "${name}" is neither hosts, vars nor children`;
        notMapped.add(
          'not-mapped',
          { message, fix: 'Put hosts below "hosts:" and groups below "children:".' },
          () => yaml.locate(inside, 'name'),
        );
      } else if (parts === null)
        wrong(
          inside,
          `${key} of the group "${name}" is not a group of fields.`,
          `Write each of them on a line of its own below "${key}:".`,
        );
      else
        for (const [inner, each] of Object.entries(parts)) {
          if (key === 'vars')
            group.vars.set(inner, { value: each, at: () => yaml.locate([...inside, inner]) });
          else {
            group.children.add(inner);
            readGroup(inner, [...inside, inner], each);
          }
        }
    }
  };
  for (const [name, value] of Object.entries(root)) {
    readGroup(name, [name], value);
    if (model.hosts.size > mostHosts) return nothingFound(tooManyHosts(file, startOfFile));
  }
  const { found, problems: rest } = await toFound(source, model);
  return { found, problems: [...problems, ...notMapped.problems(), ...rest] };
}

/** Named fields, or null for everything else. */
export function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | null {
  const isFields = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isFields ? (value as Readonly<Record<string, unknown>>) : null;
}
