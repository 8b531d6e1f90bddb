import { oneLine } from '../domain/plain-text';
import type { MachineWithoutKey, MissingKeys } from '../domain/plan/missing-keys';
import type { HostKeysLook, ShownKeys } from '../ipc/host-keys';
import { knownHostName } from '../plan/fleet/known-hosts';
import { sha256 } from '../store/sha256';
import { type ScannedKey, scanKeys, whySilent } from './scan-keys';

/** A look, and the lines of known_hosts that it could be kept as. */
export type LookedAt = { readonly look: HostKeysLook; readonly scanned: readonly ScannedKey[] };

/**
 * Asks machines for their host keys, and those that show none why. Keeps nothing.
 * @throws AppError `unavailable` without ssh-keyscan
 */
export async function lookAtHostKeys({ direct, behind }: MissingKeys): Promise<LookedAt> {
  const scanned = await scanKeys(direct);
  const byHost = new Map<string, ScannedKey[]>();
  for (const key of scanned) {
    const known = byHost.get(key.host);
    if (known) known.push(key);
    else byHost.set(key.host, [key]);
  }
  const shown: ShownKeys[] = [];
  const without: MachineWithoutKey[] = [];
  for (const machine of direct) {
    const host = knownHostName(machine.address, machine.port);
    const keys = byHost.get(host);
    if (keys)
      shown.push({
        ...{ name: machine.name, host },
        keys: keys.map(({ type, fingerprint }) => ({ type, fingerprint })),
      });
    else without.push(machine);
  }
  return {
    look: {
      digest: sha256(scanned.map(({ line }) => line).join('\n')),
      ...{ shown, keys: scanned.length, behind: behind.length },
      silent: byCause(await whySilent(without)),
    },
    scanned,
  };
}

/** What known_hosts gets: a note that stays there, so that nobody takes these keys for compared ones later. */
export function trustedLines(
  scanned: readonly ScannedKey[],
  { by, atMs }: { readonly by: string; readonly atMs: number },
): readonly string[] {
  const when = new Date(atMs).toISOString();
  return [
    `# Trusted on first use ${when} by ${oneLine(by, 200)}: nobody compared these fingerprints.`,
    ...scanned.flatMap(({ line, fingerprint }) => [`# ${fingerprint}`, line]),
  ];
}

const mostNames = 5;

function byCause(found: Awaited<ReturnType<typeof whySilent<MachineWithoutKey>>>): HostKeysLook['silent'] {
  const causes = new Map<(typeof found)[number]['cause'], string[]>();
  for (const { place, cause } of found) {
    const known = causes.get(cause);
    if (known) known.push(place.name);
    else causes.set(cause, [place.name]);
  }
  return [...causes]
    .map(([cause, names]) => ({ cause, machines: names.length, some: names.slice(0, mostNames) }))
    .sort((a, b) => b.machines - a.machines);
}
