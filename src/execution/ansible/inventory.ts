import type { Target } from '../transport';

/** An endpoint as a playbook sees it. */
export type PlaybookHost = Target & {
  readonly labels: Readonly<Record<string, string>>;
  readonly groups: readonly string[];
};

/** Names that are a pattern or another machine to ansible. */
const isPlainName = (name: string): boolean =>
  /^[\p{L}\p{N}_][\p{L}\p{N}_.-]*$/u.test(name) && !/^(all|ungrouped|localhost)$/i.test(name);

/** Why these endpoints cannot stand in an inventory under their own names; null = they can. */
export function whyNotNamed(hosts: readonly Pick<PlaybookHost, 'name'>[]): string | null {
  const odd = hosts.filter(({ name }) => !isPlainName(name)).map(({ name }) => JSON.stringify(name));
  if (odd.length === 0) return null;
  const some = odd.slice(0, 5).join(', ');
  return `ansible would not take ${odd.length === 1 ? 'this name' : `these ${odd.length} names`} for one endpoint: ${some}`;
}

/**
 * The inventory of exactly these endpoints, as YAML. Whatever a label says is data: ansible fills in no template that
 * stands in it.
 */
export function inventoryOf(hosts: readonly PlaybookHost[]): string {
  const groups = new Map<string, string[]>();
  for (const { name, groups: own } of hosts)
    for (const group of own) if (isPlainName(group)) groups.set(group, [...(groups.get(group) ?? []), name]);
  const lines = ['all:', '  hosts:'];
  for (const host of hosts) {
    lines.push(`    ${written(host.name)}:`);
    for (const [key, value] of variablesOf(host)) lines.push(`      ${written(key)}: ${value}`);
  }
  if (groups.size > 0) lines.push('  children:');
  for (const [group, members] of groups) {
    lines.push(`    ${written(group)}:`, '      hosts:');
    for (const name of members) lines.push(`        ${written(name)}: {}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Variables that stand above all others, as YAML. Text is data, as in the inventory. */
export function variablesFile(variables: Readonly<Record<string, unknown>>): string {
  const lines = Object.entries(variables).map(([key, value]) => `${written(key)}: ${asData(value)}`);
  return `---\n${lines.length === 0 ? '{}' : lines.join('\n')}\n`;
}

const isVariable = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_]*$/.test(name);

function variablesOf(host: PlaybookHost): (readonly [string, string])[] {
  // What says how a host is reached is the manifest's alone to say.
  const own = Object.entries(host.labels).filter(
    ([key]) =>
      isVariable(key) &&
      !/^(ansible|holdfast|hf|inventory)_|^(groups|group_names|hostvars|omit|environment|play_hosts)$/.test(
        key,
      ),
  );
  return [
    ...own.map(([key, value]) => [key, asData(value)] as const),
    // Also those whose names ansible does not take for a variable or a group.
    ['hf_labels', asData(host.labels)],
    ['hf_groups', asData(host.groups)],
    ['holdfast_endpoint', asData(host.name)],
    ['ansible_host', asData(host.address)],
    ['ansible_port', String(host.port)],
    ['ansible_user', asData(host.user)],
  ];
}

/** A value that is never filled in: flow style, so that it fits on a line whatever it holds. */
function asData(value: unknown): string {
  if (typeof value === 'string') return `!unsafe ${written(value)}`;
  if (Array.isArray(value)) return `[${value.map(asData).join(', ')}]`;
  if (typeof value === 'object' && value !== null)
    return `{${Object.entries(value)
      .map(([key, each]) => `${written(key)}: ${asData(each)}`)
      .join(', ')}}`;
  return JSON.stringify(value ?? null);
}

/** JSON's quotes are YAML's, but for the line ends of Unicode, which only JSON leaves as they stand. */
const written = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u0085\u2028\u2029\u007f-\u009f\ufeff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
