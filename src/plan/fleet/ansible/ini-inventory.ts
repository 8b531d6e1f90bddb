import { type PlanProblem, planError } from '../../plan-problem';
import { type FoundInventory, nothingFound } from '../found-endpoint';
import type { InventorySource } from '../inventory-source';
import { splitWords } from '../split-words';
import { type AnsibleModel, emptyModel, groupOf, hostOf } from './ansible-model';
import { expandHosts } from './host-range';
import { iniValue } from './ini-value';
import { mostHosts, toFound, tooManyHosts } from './to-found';

type Place = { readonly line: number; readonly column: number };
type Wrong = readonly [rule: string, message: string, fix: string];
type Section = { readonly group: string; readonly kind: 'hosts' | 'vars' | 'children' };

/** Reads an INI inventory of Ansible (https://docs.ansible.com/ansible/latest/collections/ansible/builtin/ini_inventory.html). */
export async function readAnsibleIni(source: InventorySource): Promise<FoundInventory> {
  const { file, text } = source;
  const model = emptyModel();
  const problems: PlanProblem[] = [];
  const declared = new Set(['all', 'ungrouped']);
  const mentioned = new Map<string, { readonly at: Place; readonly by: string }>();
  let section: Section = { group: 'ungrouped', kind: 'hosts' };
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const at = { line: index + 1, column: raw.length - raw.trimStart().length + 1 };
    const report = (wrong: Wrong | null) => {
      if (wrong) problems.push(planError(file, at, ...wrong));
    };
    const head = /^\[([^:\]\s]+)(?::(\w+))?\]\s*(?:#.*)?$/.exec(line);
    if (head) {
      const [, group = '', kind = 'hosts'] = head;
      if (kind !== 'hosts' && kind !== 'vars' && kind !== 'children') {
        const fix = `Write [${group}], [${group}:vars] or [${group}:children].`;
        return nothingFound(
          ...problems,
          planError(file, at, 'bad-section', `":${kind}" is no kind of section.`, fix),
        );
      }
      section = { group, kind };
      groupOf(model, group, () => at);
      if (kind === 'vars') mentioned.set(group, mentioned.get(group) ?? { at, by: `[${group}:vars]` });
      else declared.add(group);
    } else if (line.startsWith('[') && line.endsWith(']')) {
      const fix = 'A section is one name in brackets without spaces, as in [web] or [web:vars].';
      return nothingFound(
        ...problems,
        planError(file, at, 'bad-section', `${shown(line)} is not a section.`, fix),
      );
    } else if (section.kind === 'hosts') report(addHosts(model, section.group, line, at));
    else if (section.kind === 'vars') report(setVariable(model, section.group, line, at));
    else {
      const child = /^([^:\]\s]+)\s*(?:#.*)?$/.exec(line)?.[1];
      if (child === undefined) {
        report([
          'bad-group-name',
          `${shown(line)} is not the name of a group.`,
          'Write one name on each line.',
        ]);
        continue;
      }
      groupOf(model, section.group, () => at).children.add(child);
      groupOf(model, child, () => at);
      mentioned.set(child, mentioned.get(child) ?? { at, by: `[${section.group}:children]` });
    }
    if (model.hosts.size > mostHosts) return nothingFound(tooManyHosts(file, at));
  }
  for (const [group, { at, by }] of mentioned) {
    if (declared.has(group)) continue;
    const message = `${by} speaks of the group "${group}", and there is no section [${group}].`;
    problems.push(planError(file, at, 'unknown-group', message, 'Add the section, or correct the name.'));
  }
  const { found, problems: rest } = await toFound(source, model);
  return { found, problems: [...problems, ...rest] };
}

function addHosts(model: AnsibleModel, group: string, line: string, at: Place): Wrong | null {
  const { words, wrong } = splitWords(line, true);
  if (wrong !== null)
    return ['bad-host-line', `In ${shown(line)} ${wrong}.`, 'Put a value that has spaces in quotes.'];
  const [pattern = '', ...assignments] = words;
  const hosts = expandHosts(pattern);
  if ('wrong' in hosts) return ['bad-range', `${hosts.wrong}.`, hosts.fix];
  const stray = assignments.find((each) => !each.includes('='));
  if (stray !== undefined) {
    const message = `After the host "${pattern}" stands ${shown(stray)}, which is not name=value.`;
    return ['bad-host-line', message, 'Write one host on each line, followed by name=value.'];
  }
  for (const name of hosts.names) {
    const { vars } = hostOf(model, name, group, () => at, hosts.port);
    for (const each of assignments) {
      const cut = each.indexOf('=');
      vars.set(each.slice(0, cut), { value: iniValue(each.slice(cut + 1)), at: () => at });
    }
  }
  return null;
}

function setVariable(model: AnsibleModel, group: string, line: string, at: Place): Wrong | null {
  const cut = line.indexOf('=');
  if (cut < 1)
    return ['bad-variable', `${shown(line)} is not name=value.`, 'Write one variable on each line.'];
  const value = iniValue(line.slice(cut + 1).trim());
  groupOf(model, group, () => at).vars.set(line.slice(0, cut).trim(), { value, at: () => at });
  return null;
}

function shown(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}
