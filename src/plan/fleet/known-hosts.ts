import { type PlanProblem, planError, planWarning } from '../plan-problem';
import { unhash } from './hashed-hosts';
import { hostMatcher, isPattern } from './host-pattern';
import { type KnownHostLine, parseKnownHostLine } from './known-host-line';

/** The keys on file, ready to be asked. */
export type KnownHosts = {
  /** Fingerprints for any of these hosts, in the order of the file, without those revoked for any of them. */
  readonly keysOf: (hosts: readonly string[]) => readonly string[];
};

/** How OpenSSH writes a host in known_hosts: bare for port 22, otherwise `[host]:port`; in small letters. */
export function knownHostName(host: string, port: number): string {
  const name = host.toLowerCase();
  return port === 22 ? name : `[${name}]:${port}`;
}

/**
 * Reads an OpenSSH known_hosts file for exactly the hosts that will be asked for.
 * Unreadable lines are passed over with a warning, since a missing key only means that nothing is sent;
 * an unreadable revocation is an error, since passing over it would accept a key that somebody took back.
 * Certificate authorities are not used, because ssh2 does not know host certificates; to a client that does not
 * ask for one a server shows its own key.
 * @param lines what `readKeyLines` makes of the text, when that is known already
 */
export async function readKnownHosts(
  file: string,
  text: string,
  hosts: ReadonlySet<string>,
  lines: KeyLines = readKeyLines(file, text),
): Promise<{ readonly knownHosts: KnownHosts; readonly problems: readonly PlanProblem[] }> {
  const { keys, problems } = lines;
  const { lines: unhashed, problem } = await unhash(file, keys.filter(isHashed), hosts);
  return {
    knownHosts: indexed([...keys.filter((key) => !isHashed(key)), ...unhashed]),
    problems: problem ? [...problems, problem] : problems,
  };
}

type KeyLines = { readonly keys: readonly KnownHostLine[]; readonly problems: readonly PlanProblem[] };

/** The lines of a known_hosts file, before anybody asks for a host; hashed ones are still that. */
export function readKeyLines(file: string, text: string): KeyLines {
  const problems: PlanProblem[] = [];
  const keys: KnownHostLine[] = [];
  for (const [index, source] of text.split(/\r?\n/).entries()) {
    const parsed = parseKnownHostLine(source, index + 1);
    const at = { line: index + 1, column: 1 };
    if (parsed.kind === 'key') keys.push(parsed.key);
    else if (parsed.kind === 'certificate-authority') {
      const message =
        'Host certificates cannot be checked here, so this authority is not used: each endpoint needs its own key on file.';
      const fix =
        'Add the key that ssh-keyscan prints for each host; "ssh-keyscan -c" prints the certificate to compare it with.';
      problems.push(planWarning(file, at, 'cert-authority', message, fix));
    } else if (parsed.kind === 'unreadable') {
      const report = parsed.revoked ? planError : planWarning;
      const message = `The line cannot be read: ${parsed.why}.`;
      const fix = parsed.revoked
        ? 'Write "@revoked hosts type key".'
        : 'Write "hosts type key", or remove it.';
      problems.push(report(file, at, 'known-hosts-line', message, fix));
    }
  }
  return { keys, problems };
}

function isHashed(key: KnownHostLine): boolean {
  return key.hosts[0]?.startsWith('|') ?? false;
}

function indexed(keys: readonly KnownHostLine[]): KnownHosts {
  const byHost = new Map<string, KnownHostLine[]>();
  const patterned: { readonly key: KnownHostLine; readonly matches: (host: string) => boolean }[] = [];
  for (const key of keys) {
    if (key.hosts.some(isPattern)) patterned.push({ key, matches: hostMatcher(key.hosts) });
    else {
      for (const host of key.hosts) {
        const known = byHost.get(host);
        if (known) known.push(key);
        else byHost.set(host, [key]);
      }
    }
  }
  const linesOf = (host: string) => [
    ...(byHost.get(host) ?? []),
    ...patterned.filter(({ matches }) => matches(host)).map(({ key }) => key),
  ];
  return {
    keysOf(hosts) {
      const lines = hosts.flatMap(linesOf).sort((a, b) => a.line - b.line);
      const revoked = new Set(lines.filter((key) => key.revoked).map((key) => key.fingerprint));
      const accepted = lines.filter((key) => !revoked.has(key.fingerprint)).map((key) => key.fingerprint);
      return [...new Set(accepted)];
    },
  };
}
