import { execFile } from 'node:child_process';
import { AppError } from '../errors';
import { runAll } from '../execution/engine';
import { knock } from '../execution/knock';
import type { SilentCause } from '../ipc/host-keys';
import { parseKnownHostLine } from '../plan/fleet/known-host-line';
import { knownHostName } from '../plan/fleet/known-hosts';

/** A key that a machine showed to whoever asked; nothing is proven by it. */
export type ScannedKey = {
  /** As known_hosts names it. */
  readonly host: string;
  readonly type: string;
  readonly fingerprint: string;
  readonly line: string;
};

export type Place = { readonly address: string; readonly port: number };

const secondsEach = 5;
/** Nothing but an empty connection is open to each, so many may be. */
const mostKnocks = 256;

/**
 * Asks machines for their host keys with OpenSSH's own ssh-keyscan. Who does not answer is left out.
 * @throws AppError `unavailable` without ssh-keyscan
 */
export async function scanKeys(places: readonly Place[]): Promise<readonly ScannedKey[]> {
  const ports = new Map<number, Set<string>>();
  for (const { address, port } of places) ports.set(port, (ports.get(port) ?? new Set()).add(address));
  const found: ScannedKey[] = [];
  for (const [port, addresses] of ports) {
    const asked = new Set([...addresses].map((address) => knownHostName(address, port)));
    for (const line of (await keyscan(port, [...addresses])).split('\n')) {
      const parsed = parseKnownHostLine(line, 1);
      const [host = '', type = ''] = line.split(' ');
      // Only what was asked for is taken, whatever stands in the answer.
      if (parsed.kind !== 'key' || !asked.has(host.toLowerCase())) continue;
      found.push({ host: host.toLowerCase(), type, fingerprint: parsed.key.fingerprint, line });
    }
  }
  return found;
}

/** Why each of these places, which showed no key, did not; asks them with an empty connection. */
export async function whySilent<P extends Place>(
  places: readonly P[],
): Promise<readonly { readonly place: P; readonly cause: SilentCause }[]> {
  const found: { place: P; cause: SilentCause }[] = [];
  await runAll({
    items: places,
    maxInFlight: mostKnocks,
    // Looking changes nothing, so it needs no durable intent.
    intend: async () => {},
    perform: (place) => knock(place, secondsEach * 1000),
    settle: (batch) => {
      for (const { item, result } of batch) found.push({ place: item, cause: result ?? 'NoKeyShown' });
    },
  });
  return found;
}

function keyscan(port: number, addresses: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 64_000_000 };
    const child = execFile(
      'ssh-keyscan',
      ['-T', String(secondsEach), '-p', String(port), '-f', '-'],
      options,
      (error, stdout) => {
        // It ends with 1 when somebody did not answer.
        if (error && typeof error.code !== 'number')
          reject(
            new AppError(
              'unavailable',
              `ssh-keyscan cannot be run (${error.code}). Install OpenSSH's client.`,
            ),
          );
        else resolve(stdout);
      },
    );
    child.stdin?.on('error', () => {});
    child.stdin?.end(`${addresses.join('\n')}\n`);
  });
}
