import { existsSync } from 'node:fs';
import type { Target } from '../../../src/execution/transport';
import { startLightFleet } from '../../helpers/light-fleet';
import { startSshd } from '../../helpers/sshd';

/** Endpoints that a part of the bench runs on, all with one login. */
export type BenchFleet = {
  readonly targets: readonly Target[];
  /** Private key text of who may log in. */
  readonly clientKey: string;
  /** Line of a known_hosts file that holds for all of them. */
  readonly knownHostsLine: string;
  close(): Promise<void>;
};

export type FleetKind = 'light' | 'sshd';

/** Whether there is an OpenSSH server on this machine. */
export const hasSshd = (): boolean => existsSync('/usr/sbin/sshd');

export const startBenchFleet = (kind: FleetKind, size: number): Promise<BenchFleet> =>
  kind === 'light' ? lightFleet(size) : realFleet(size);

async function lightFleet(size: number): Promise<BenchFleet> {
  const fleet = await startLightFleet({ size });
  const { clientKey, knownHostsLine, close } = fleet;
  return { clientKey, knownHostsLine, close, targets: fleet.endpoints.map(({ target }) => target) };
}

/** One OpenSSH server that all of 127.2.0.0/16 reaches: a process, a login shell and a key exchange for each. */
async function realFleet(size: number): Promise<BenchFleet> {
  const sshd = await startSshd([], {}, ['ListenAddress 0.0.0.0', 'MaxStartups 1000:30:2000']);
  const { clientKey, hostKey, target, close } = sshd;
  const publicKey = hostKey.publicLine.split(' ').slice(0, 2).join(' ');
  return {
    targets: Array.from({ length: size }, (_, index) => ({
      ...target(`sshd-${index + 1}`),
      address: `127.2.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    })),
    clientKey: clientKey.privateKey,
    knownHostsLine: `[127.2.*]:${target().port} ${publicKey}`,
    close,
  };
}
