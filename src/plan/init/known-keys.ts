import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Endpoint } from '../../domain/plan/plan';
import { unhash } from '../fleet/hashed-hosts';
import { hostMatcher } from '../fleet/host-pattern';
import { parseKnownHostLine } from '../fleet/known-host-line';
import { knownHostName } from '../fleet/known-hosts';

/** Where OpenSSH keeps the host keys that this user has accepted. */
export const usualKnownHosts = (): readonly string[] => [
  join(homedir(), '.ssh', 'known_hosts'),
  '/etc/ssh/ssh_known_hosts',
];

/** Lines of known_hosts for the hosts of a fleet, and how many of its endpoints have one. */
export type KnownKeys = { readonly text: string; readonly endpoints: number };

/**
 * Takes out of files of OpenSSH the lines that are about these endpoints and the machines on the way to them, and
 * no others: whom else this user knows is nobody's business. Hashed hosts are written plainly. What is revoked stays so.
 */
export async function keysOnFile(
  endpoints: readonly Endpoint[],
  files: readonly string[],
): Promise<KnownKeys> {
  const names = new Set([...endpoints, ...endpoints.flatMap(({ jump = [] }) => jump)].flatMap(namesOf));
  const lines: string[] = [];
  const has = new Set<string>();
  for (const file of files) {
    // A file that is not there knows nobody.
    const text = await readFile(file, 'utf8').catch(() => '');
    for (const { line, hosts, revoked } of await linesAbout(file, text, names)) {
      lines.push(line);
      if (!revoked) for (const host of hosts) has.add(host);
    }
  }
  const known = endpoints.filter((each) => namesOf(each).some((name) => has.has(name)));
  return { text: [...new Set(lines)].map((line) => `${line}\n`).join(''), endpoints: known.length };
}

async function linesAbout(file: string, text: string, names: ReadonlySet<string>) {
  const sources = text.split(/\r?\n/);
  const parsed = sources.flatMap((source, index) => {
    const line = parseKnownHostLine(source, index + 1);
    return line.kind === 'key' ? [line.key] : [];
  });
  const hashed = parsed.filter(({ hosts }) => hosts[0]?.startsWith('|'));
  const { lines: unhashed } = await unhash(file, hashed, names);
  const plain = new Map(unhashed.map((each) => [each.line, each.hosts]));
  return parsed.flatMap(({ line, hosts, revoked }) => {
    const own = plain.get(line) ?? hosts;
    const matches = hostMatcher(own);
    const about = [...names].filter(matches);
    const source = sources[line - 1] ?? '';
    const shown = own === hosts ? source : source.replace(/\|1\|\S+/, own.join(','));
    return about.length === 0 ? [] : [{ line: shown, hosts: about, revoked }];
  });
}

/** Every name under which known_hosts may speak of a machine. */
export function namesOf({
  address,
  name,
  port,
}: Pick<Endpoint, 'address' | 'name' | 'port'>): readonly string[] {
  return [...new Set([knownHostName(address, port), knownHostName(name, port)])];
}
