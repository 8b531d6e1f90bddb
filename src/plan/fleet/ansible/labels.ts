import { hiddenIn } from '../../../domain/plain-text';
import type { NotMapped } from '../not-mapped';
import { isSecretName } from '../secret-names';
import type { AnsibleVars } from './ansible-model';
import { isConnectionVar } from './connection';
import { opaque } from './dialect';
import { unusedVariable } from './unused-variables';

/** More labels than this help nobody, and every one of them is in memory once per endpoint. */
export const mostLabels = 64;

/**
 * The variables of a host or a group that can be labels: plain values under plain names. The rest is listed.
 * What looks like a secret is never taken, because labels are shown and recorded.
 */
export function labelsIn(vars: AnsibleVars, notMapped: NotMapped): ReadonlyMap<string, string> {
  const labels = new Map<string, string>();
  const skip = (rule: 'not-mapped' | 'secret-in-inventory', message: string, fix: string, name: string) =>
    notMapped.add(rule, { message, fix }, () => vars.get(name)?.at() ?? { line: 1, column: 1 });
  for (const [name, { value }] of vars) {
    if (isConnectionVar(name) || name === 'ansible_group_priority') continue;
    if (isSecretName(name)) {
      const fix = 'Holdfast takes no secrets from inventories; keep them out of the plan folder.';
      skip('secret-in-inventory', `The variable "${name}" looks like a secret and is not used`, fix, name);
    } else if (name.startsWith('ansible_')) {
      const { message, fix } = unusedVariable(name);
      skip('not-mapped', message, fix, name);
    } else {
      const why = whyNoLabel(name, value);
      if (why === null) labels.set(name, String(value));
      else if (why !== '')
        skip(
          'not-mapped',
          `The variable "${name}" is no label: ${why}`,
          'Nothing needs to be done if no selector asks for it.',
          name,
        );
    }
    if (labels.size === mostLabels) {
      skip(
        'not-mapped',
        `After ${mostLabels} labels of one host or group the others are not used`,
        'Select by the first ones.',
        name,
      );
      break;
    }
  }
  return labels;
}

// Null when it can be a label; empty when there is nothing that one could miss.
function whyNoLabel(name: string, value: unknown): string | null {
  if (value === null || value === '') return '';
  if (!/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name))
    return 'its name has other signs than letters, digits, dots, dashes and underscores';
  if (name === 'name' || name === 'group') return 'selectors mean something else by this name';
  if (value === opaque) return 'it is locked by a vault of Ansible';
  if (typeof value === 'object') return 'it is a list or a group of fields';
  const text = String(value);
  if (text.length > 255) return 'it is longer than 255 characters';
  if (/[\p{Cc}\u2028\u2029]/u.test(text) || hiddenIn(text)) return 'it contains a character that nobody sees';
  return /\{\{|\{%/.test(text) ? 'it is a template, which only Ansible can fill in' : null;
}
