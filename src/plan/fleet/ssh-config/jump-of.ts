import { readJump } from '../way/jump-words';
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
): string | null {
  const line = settings.get('proxyjump');
  if (!line || line.rest.trim().toLowerCase() === 'none') return '';
  const written = line.keyword === 'proxyjump' ? (line.words[0] ?? '') : hopOfProxyCommand(line.rest);
  if (written === null) return null;
  const hops = readJump(written);
  // What cannot be read is refused, with its line, where all ways are followed.
  if (hops === null) return written;
  return hops
    .map((hop) => {
      const byPattern = named.has(hop.host) ? new Map<string, ConfigLine>() : finder.of(hop.host);
      const user = hop.user ?? byPattern.get('user')?.words[0];
      const port = hop.port ?? byPattern.get('port')?.words[0];
      const target = targetOf(hop.host, byPattern);
      const host = target.includes(':') ? `[${target}]` : target;
      return `${user === undefined ? '' : `${user}@`}${host}${port === undefined ? '' : `:${port}`}`;
    })
    .join(',');
}
