import { fork } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import type { Target } from '../../src/execution/transport';
import { newKey } from '../../src/fleet/keys';
import type { LightFault, LightOrder } from './light-endpoints.mjs';

/** How an endpoint of a light fleet misbehaves. */
export type FleetFault = LightFault | 'refuse';

export type LightEndpoint = { readonly target: Target; readonly fault: FleetFault | undefined };

/** SSH endpoints that answer every command at once without a shell, in a process of their own. */
export type LightFleet = {
  readonly endpoints: readonly LightEndpoint[];
  /** Private key text of who may log in, as user `holdfast`. */
  readonly clientKey: string;
  /** Line of a known_hosts file that holds for all of them but those whose key changed. */
  readonly knownHostsLine: string;
  readonly port: number;
  close(): Promise<void>;
};

export type LightFleetSize = {
  /** 1 to 60,000. One process may have only so many files open: each connection is one on either side. */
  readonly size: number;
  /** Share of endpoints that misbehave, 0–1, drawn with the seed. */
  readonly faulty?: number | undefined;
  readonly seed?: number | undefined;
};

export const fleetFaults: readonly FleetFault[] = ['refuse', 'auth', 'changed-key', 'hang', 'drop', 'exit'];

/** Starts the endpoints 127.1.0.1 and on. */
export async function startLightFleet({ size, faulty = 0, seed = 1 }: LightFleetSize): Promise<LightFleet> {
  const [hostKey, otherHostKey, clientKey] = [newKey('host'), newKey('other'), newKey('client')];
  const draw = seeded(seed);
  const drawn = Array.from({ length: size }, (_, index) => ({
    address: `127.1.${Math.floor(index / 250)}.${(index % 250) + 1}`,
    fault: draw() < faulty ? fleetFaults[Math.floor(draw() * fleetFaults.length)] : undefined,
  }));
  const faults = drawn.flatMap(({ address, fault }) =>
    fault === undefined || fault === 'refuse' ? [] : [[address, fault] as const],
  );
  const order: LightOrder = {
    hostKey: hostKey.privateKey,
    otherHostKey: otherHostKey.privateKey,
    clientKey: clientKey.privateKey,
    faults: Object.fromEntries(faults),
  };
  // From the root, where both the tests and the bench run: a bundle has no folder of its own to go by.
  const child = fork(path.resolve('test/helpers/light-endpoints.mjs'), { execArgv: [] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('exit', (code) => reject(new Error(`the light endpoints ended with ${code}`)));
    child.send(order);
  });
  const shut = await closedPort();
  return {
    endpoints: drawn.map(({ address, fault }, index) => ({
      fault,
      target: {
        name: `light-${index + 1}`,
        address,
        port: fault === 'refuse' ? shut : port,
        user: 'holdfast',
        hostKeys: [hostKey.fingerprint],
      },
    })),
    clientKey: clientKey.privateKey,
    knownHostsLine: `[127.1.*]:${port} ${hostKey.publicLine.split(' ').slice(0, 2).join(' ')}`,
    port,
    async close() {
      child.disconnect();
      await ended;
    },
  };
}

/** A port on which nobody listens, on any address. */
async function closedPort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '0.0.0.0', resolve));
  const bound = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof bound === 'object' && bound !== null ? bound.port : 0;
}

/** Mulberry32: the same numbers from 0 to 1 for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
