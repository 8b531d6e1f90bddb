import { type PlanProblem, planError, startOfFile } from '../../plan-problem';
import { type FoundEndpoint, type FoundInventory, nothingFound } from '../found-endpoint';
import { hostMatcher, isPattern } from '../host-pattern';
import type { InventorySource } from '../inventory-source';
import { listNotMapped, type NotMapped } from '../not-mapped';
import { readBlocks } from './config-blocks';
import type { ConfigLine } from './config-lines';
import { jumpOf } from './jump-of';
import { settingsFinder, targetOf } from './settings-of';
import { unusedKeywords } from './unused-keywords';

/** Patterns times hosts; one comparison takes well below a microsecond. */
const mostComparisons = 20_000_000;

/**
 * Reads an ssh_config: every name on a `Host` line that is not a pattern is an endpoint. Names that come to
 * the same place are one endpoint; the first of them names it.
 */
export async function readSshConfig(source: InventorySource): Promise<FoundInventory> {
  const { file } = source;
  const { blocks, hosts, problems } = await readBlocks(source);
  const lineOf = new Map<string, ConfigLine>();
  for (const line of hosts) {
    for (const name of line.words) if (!isPattern(name) && !lineOf.has(name)) lineOf.set(name, line);
  }
  const finder = settingsFinder(blocks);
  const patterned = Math.max(finder.patterned, hosts.filter(({ words }) => words.some(isPattern)).length);
  if (patterned * lineOf.size > mostComparisons) {
    const message = `${patterned} blocks with patterns are too many to try for ${lineOf.size} hosts.`;
    return nothingFound(
      ...problems,
      planError(
        file,
        startOfFile,
        'too-many-patterns',
        message,
        'Write settings for many hosts into fewer blocks.',
      ),
    );
  }
  const notMapped = listNotMapped(file);
  const found: FoundEndpoint[] = [];
  const places = new Map<string, { readonly endpoint: FoundEndpoint; readonly aliases: string[] }>();
  for (const [name, line] of lineOf) {
    const settings = finder.of(name);
    const value = (keyword: string) => settings.get(keyword)?.words[0] ?? '';
    const at = (keyword: string) => {
      const from = settings.get(keyword);
      return { file: line.file, line: (from?.file === line.file ? from : line).line, column: 1 };
    };
    const jump = jumpOf(finder, lineOf, settings);
    if (jump === null) {
      const message = `${name} is reached through a command that is not run here; it is left out`;
      notMapped.add('left-out', { message, fix: 'Write ProxyJump instead of ProxyCommand.' }, () =>
        at('proxyjump'),
      );
      continue;
    }
    const address = targetOf(name, settings);
    const aliases: string[] = [];
    const endpoint: FoundEndpoint = {
      file: line.file,
      name,
      address,
      port: value('port'),
      user: value('user'),
      identity: value('identityfile'),
      jump,
      labels: {},
      groups: [],
      aliases,
      at: (field) =>
        field === 'name'
          ? at('')
          : at({ address: 'hostname', port: 'port', user: 'user', jump: 'proxyjump', label: '' }[field]),
    };
    const place = [address.toLowerCase(), endpoint.port || '22', jump].join('\0');
    const first = places.get(place);
    if (first) {
      first.aliases.push(name);
      const message = `${name} is another name of ${first.endpoint.name}, which stands for both`;
      notMapped.add('left-out', { message, fix: `Say ${first.endpoint.name} in selectors.` }, () => at(''));
      continue;
    }
    places.set(place, { endpoint, aliases });
    found.push(endpoint);
  }
  unusedKeywords(blocks, notMapped);
  unusedPatterns(hosts, [...lineOf.keys()], notMapped);
  return { found, problems: [...problems, ...notMapped.problems()] satisfies readonly PlanProblem[] };
}

/** A pattern that fits no host of the file stands for machines that somebody types by hand. */
function unusedPatterns(hosts: readonly ConfigLine[], names: readonly string[], notMapped: NotMapped): void {
  for (const { file, line, words } of hosts) {
    if (!words.some(isPattern) || names.some(hostMatcher(words))) continue;
    const message = `"Host ${words.join(' ')}" is a pattern that fits no host of the file; it brings no endpoints`;
    const fix = 'Write a Host for each machine that it stands for.';
    notMapped.add('left-out', { message, fix }, () => ({ file, line, column: 1 }));
  }
}
