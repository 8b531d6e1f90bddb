import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Target } from '../../src/execution/transport';
import { type Fleet, startFleet } from '../../src/fleet/fleet';
import type { FleetEndpoint } from '../../src/fleet/fleet-files';

/** A fleet in a folder of its own, with what tests ask of it. */
export type TestFleet = {
  readonly fleet: Fleet;
  readonly dir: string;
  readonly privateKey: string;
  /** The nth endpoint as the transport wants it. */
  target(index: number): Target;
  /** Acts of one service of the nth endpoint so far, oldest first, without their times. */
  acts(index: number, service?: string): Promise<readonly string[]>;
  /** Ends the fleet and removes its folder. */
  close(): Promise<void>;
};

/** Starts `size` endpoints with the one service `auth-agent`. */
export async function startTestFleet(size: number): Promise<TestFleet> {
  const dir = await mkdtemp(path.join(tmpdir(), 'holdfast-fleet-'));
  const fleet = await startFleet({ size, dir, services: ['auth-agent'] });
  const privateKey = await readFile(fleet.clientKeyPath, 'utf8');
  const endpointAt = (index: number): FleetEndpoint => {
    const endpoint = fleet.endpoints[index];
    if (endpoint === undefined) throw new Error(`the test fleet has no endpoint ${index}`);
    return endpoint;
  };
  return {
    fleet,
    dir,
    privateKey,
    target: (index) => targetOf(endpointAt(index)),
    async acts(index, service = 'auth-agent') {
      const file = path.join(dir, 'homes', endpointAt(index).name, 'svc', service, 'log');
      const text = await readFile(file, 'utf8').catch(() => '');
      return text.split('\n').flatMap((line) => line.split(' ').slice(1).join(' ') || []);
    },
    async close() {
      await fleet.close();
      await rm(dir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A fleet endpoint with its genuine host key on file. */
export function targetOf(endpoint: FleetEndpoint): Target {
  const { name, address, port, user, hostKeyFingerprint } = endpoint;
  return { name, address, port, user, hostKeys: [hostKeyFingerprint] };
}
