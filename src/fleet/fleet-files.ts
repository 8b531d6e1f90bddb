import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { FleetFile } from './control-request';
import type { HospitalEndpoint } from './endpoints-for';

/** An endpoint as a client needs it. */
export type FleetEndpoint = HospitalEndpoint & {
  readonly address: string;
  readonly port: number;
  readonly user: string;
  readonly hostKeyFingerprint: string;
  /** `ssh-ed25519 AAAA…` */
  readonly hostKeyLine: string;
};

/** Writes `inventory.csv`, `known_hosts` and, last, `fleet.json` (mode 0600): whoever sees it finds the rest. */
export async function writeFleetFiles(
  dir: string,
  endpoints: readonly FleetEndpoint[],
  file: FleetFile,
): Promise<void> {
  await mkdir(dir, { recursive: true });
  const rows = endpoints.map((endpoint) =>
    [
      endpoint.name,
      endpoint.address,
      endpoint.port,
      endpoint.user,
      endpoint.site,
      endpoint.ward,
      endpoint.role,
    ].join(','),
  );
  const known = endpoints.map(({ address, port, hostKeyLine }) => `[${address}]:${port} ${hostKeyLine}`);
  await writeFile(path.join(dir, 'inventory.csv'), lines(['name,address,port,user,site,ward,role', ...rows]));
  await writeFile(path.join(dir, 'known_hosts'), lines(known));
  await writeFile(fleetFilePath(dir), lines([JSON.stringify(file)]), { mode: 0o600 });
}

export function fleetFilePath(dir: string): string {
  return path.join(dir, 'fleet.json');
}

function lines(all: readonly string[]): string {
  return `${all.join('\n')}\n`;
}
