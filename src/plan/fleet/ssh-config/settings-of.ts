import { hostMatcher, isPattern } from '../host-pattern';
import type { Block, Condition } from './config-blocks';
import type { ConfigLine } from './config-lines';

/** The first line for each keyword that counts for a host; `proxyjump` and `proxycommand` rule each other out. */
export type Settings = ReadonlyMap<string, ConfigLine>;

export type SettingsFinder = {
  readonly of: (host: string) => Settings;
  /** Blocks that have to be tried for every host. */
  readonly patterned: number;
};

/** Answers for many hosts what `ssh -G` answers for one: of each setting, the first value wins. */
export function settingsFinder(blocks: readonly Block[]): SettingsFinder {
  const byName = new Map<string, number[]>();
  const patterned: number[] = [];
  const matchers = new Map<Condition, (host: string) => boolean>();
  for (const [index, { conditions, lines }] of blocks.entries()) {
    if (conditions === 'never') continue;
    // What asks for the address is decided where it stands, although its first lines may come after an Include.
    if (lines.length === 0 && !conditions.some(({ on }) => on === 'target')) continue;
    const [only] = conditions;
    for (const each of conditions) {
      const patterns =
        each.on === 'target' ? each.patterns.map((pattern) => pattern.toLowerCase()) : each.patterns;
      matchers.set(each, hostMatcher(patterns));
    }
    if (conditions.length === 1 && only?.on === 'host' && !only.negated && !only.patterns.some(isPattern)) {
      for (const name of new Set(only.patterns)) {
        const known = byName.get(name);
        if (known) known.push(index);
        else byName.set(name, [index]);
      }
    } else patterned.push(index);
  }
  const holds = (condition: Condition, host: string, target: string) => {
    const asked = condition.on === 'host' ? host : target.toLowerCase();
    return (matchers.get(condition)?.(asked) ?? false) !== condition.negated;
  };
  return {
    patterned: patterned.length,
    of(host) {
      const settings = new Map<string, ConfigLine>();
      // A block that goes on after an Include is the same block: what it brought changes nothing about it.
      const decided = new Map<Condition, boolean>();
      const candidates = [...(byName.get(host) ?? []), ...patterned].sort((a, b) => a - b);
      for (const index of candidates) {
        const block = blocks[index];
        if (!block || block.conditions === 'never') continue;
        const target = targetOf(host, settings);
        const isMet = (each: Condition) => {
          const before = decided.get(each);
          if (before !== undefined) return before;
          const now = holds(each, host, target);
          decided.set(each, now);
          return now;
        };
        if (!block.conditions.every(isMet)) continue;
        for (const line of block.lines) {
          const slot = line.keyword === 'proxycommand' ? 'proxyjump' : line.keyword;
          if (!settings.has(slot)) settings.set(slot, line);
        }
      }
      return settings;
    },
  };
}

/** The address that a host stands for. */
export function targetOf(host: string, settings: Settings): string {
  const written = settings.get('hostname')?.words[0] ?? host;
  return written.replace(/%([h%])/g, (_all, sign: string) => (sign === 'h' ? host : '%'));
}
