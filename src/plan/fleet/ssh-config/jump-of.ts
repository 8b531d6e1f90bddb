import { readJump, type WrittenHop } from '../way/jump-words';
import { hopOfProxyCommand } from '../way/proxy-command';
import type { ConfigLine } from './config-lines';
import { type Settings, type SettingsFinder, targetOf } from './settings-of';

/**
 * The way to a host as hops separated by commas; empty when it is reached directly, null when only a program
 * knows. Hops that are not hosts of the file are looked up in its patterns, as `ssh` would.
 */
export function jumpOf(
  finder: SettingsFinder,
  named: ReadonlyMap<string, ConfigLine>,
  settings: Settings,
  passed: readonly string[] = [],
): string | null {
  const line = settings.get('proxyjump');
  if (!line || line.rest.trim().toLowerCase() === 'none') return '';
  const written = line.keyword === 'proxyjump' ? (line.words[0] ?? '') : hopOfProxyCommand(line.rest);
  if (written === null) return null;
  const hops = readJump(written);
  // What cannot be read is refused, with its line, where all ways are followed.
  if (hops === null) return written;
  const first = hops[0]?.host ?? '';
  // `Host *` sets the way for the bastion, too; it is reached directly, or nothing could be.
  if (passed.includes(first)) return '';
  const ways = hops.map((hop) =>
    named.has(hop.host) ? spell(hop, new Map()) : spell(hop, finder.of(hop.host)),
  );
  if (named.has(first)) return ways.join(',');
  const before = jumpOf(finder, named, finder.of(first), [...passed, first]);
  return before === null ? null : [before, ...ways].filter(Boolean).join(',');
}

function spell(hop: WrittenHop, settings: Settings): string {
  const user = hop.user ?? settings.get('user')?.words[0];
  const port = hop.port ?? settings.get('port')?.words[0];
  const target = targetOf(hop.host, settings);
  const host = target.includes(':') ? `[${target}]` : target;
  return `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;
}
