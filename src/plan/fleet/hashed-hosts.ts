import { createHmac } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type PlanProblem, planError } from '../plan-problem';
import type { KnownHostLine } from './known-host-line';

/** One comparison takes about 3 µs, so this is half a minute; other work goes on meanwhile. */
export const mostHashComparisons = 10_000_000;

/**
 * Finds which of the hosts each hashed line (`|1|salt|hash`, HMAC-SHA1 of the host keyed with the salt) is for,
 * and gives the lines back with that host in plain text. Lines for other hosts are dropped.
 * Every line has a salt of its own, so that there is no way but to try; too many tries are an error,
 * because leaving lines out could leave out a revocation.
 */
export async function unhash(
  file: string,
  lines: readonly KnownHostLine[],
  hosts: ReadonlySet<string>,
): Promise<{ readonly lines: readonly KnownHostLine[]; readonly problem: PlanProblem | null }> {
  if (lines.length * hosts.size > mostHashComparisons) {
    const message = `${lines.length} hashed lines are too many to compare with ${hosts.size} names and addresses.`;
    const fix = 'List the hosts in plain text, as ssh-keyscan without -H writes them.';
    const at = { line: lines[0]?.line ?? 1, column: 1 };
    return { lines: [], problem: planError(file, at, 'too-many-hashed-hosts', message, fix) };
  }
  const found: KnownHostLine[] = [];
  let sinceBreak = 0;
  let previous: string | undefined;
  for (const line of lines) {
    const matches = hashMatcher(line.hosts[0] ?? '');
    // The keys of one host usually follow each other.
    const host = previous !== undefined && matches(previous) ? previous : firstMatch(hosts, matches);
    if (host !== undefined) found.push({ ...line, hosts: [host] });
    previous = host ?? previous;
    sinceBreak += hosts.size;
    if (sinceBreak > 3_000) {
      sinceBreak = 0;
      await setImmediate();
    }
  }
  return { lines: found, problem: null };
}

function firstMatch(hosts: Iterable<string>, matches: (host: string) => boolean): string | undefined {
  for (const host of hosts) if (matches(host)) return host;
  return undefined;
}

function hashMatcher(hashed: string): (host: string) => boolean {
  const [, , salt = '', hash = ''] = hashed.split('|');
  const key = Buffer.from(salt, 'base64');
  return (host) => createHmac('sha1', key).update(host).digest('base64') === hash;
}
