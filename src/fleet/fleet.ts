import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import ssh2 from 'ssh2';
import { AppError } from '../errors';
import { createActs } from './acts';
import { listenAll } from './addresses';
import { startControl } from './control';
import { fleetControl } from './control-client';
import {
  type ControlAnswer,
  type ControlRequest,
  controlRequestSchema,
  fleetFileSchema,
} from './control-request';
import { createEndpointServer } from './endpoint-server';
import { endpointsFor } from './endpoints-for';
import { type FleetEndpoint, fleetFilePath, writeFleetFiles } from './fleet-files';
import { keptKey } from './keys';
import { installService } from './service-state';
import { createShellPool } from './shell-pool';
import { svcScript } from './svc-script';

export type FleetOptions = {
  /** 1 to 5,000. */
  readonly size: number;
  /** Keys, homes and the files for clients live here; a restart in the same folder is the same fleet. */
  readonly dir: string;
  /** Services every endpoint has; running when the folder is new. */
  readonly services: readonly string[];
  /** Closes the fleet. */
  readonly signal?: AbortSignal | undefined;
};

export type Fleet = {
  readonly endpoints: readonly FleetEndpoint[];
  /** The common port; where each endpoint has a port of its own, that of the first. */
  readonly port: number;
  readonly controlPort: number;
  /** Path of the private key the endpoints accept (user `holdfast`). */
  readonly clientKeyPath: string;
  /** What the control port does, without the port. Rejects with `AppError` when it makes no sense. */
  control(request: ControlRequest): Promise<ControlAnswer>;
  /** Ends listeners, connections and commands. May be called again. */
  close(): Promise<void>;
};

const user = 'holdfast';

/** Shells at a time for the whole fleet, so that a sweep over hundreds of endpoints leaves the machine usable. */
const maxShells = 32;

/**
 * Starts real SSH servers on loopback, one per endpoint, and writes what clients need into `dir`. Rejects with
 * `invalid-input` for a size or a service name that cannot be, `conflict` when a fleet already runs in `dir`.
 */
export async function startFleet(options: FleetOptions): Promise<Fleet> {
  const { size, services, signal } = options;
  const dir = path.resolve(options.dir);
  await check(options, dir);
  const binDir = path.join(dir, 'bin');
  await mkdir(binDir, { recursive: true });
  await writeFile(path.join(binDir, 'svc'), svcScript, { mode: 0o755 });
  const clientKeyPath = path.join(dir, 'id_ed25519');
  const clientKey = ssh2.utils.parseKey((await keptKey(clientKeyPath, user)).privateKey);
  if (clientKey instanceof Error) throw clientKey;
  const shells = createShellPool(maxShells, binDir);

  const prepared = await Promise.all(
    endpointsFor(size).map(async (place) => {
      const home = path.join(dir, 'homes', place.name);
      for (const service of services) await installService(home, service);
      const hostKey = await keptKey(path.join(dir, 'host-keys', place.name), place.name);
      const server = createEndpointServer({ hostKey: hostKey.privateKey, user, clientKey, home, shells });
      return { place, home, hostKey, server, name: place.name };
    }),
  );
  const places = await listenAll(
    prepared.map(({ server }) => server),
    await lastPort(dir),
  );
  const endpoints = prepared.map(({ place, hostKey }, index) => ({
    ...place,
    address: places[index]?.address ?? '',
    port: places[index]?.port ?? 0,
    user,
    hostKeyFingerprint: hostKey.fingerprint,
    hostKeyLine: hostKey.publicLine,
  }));
  const act = createActs(prepared, services);
  const token = randomBytes(24).toString('hex');
  const control = await startControl(token, act);
  const port = places[0]?.port ?? 0;
  await writeFleetFiles(dir, endpoints, { pid: process.pid, controlPort: control.port, token, size, port });

  const close = async (): Promise<void> => {
    signal?.removeEventListener('abort', onAbort);
    await Promise.all([shells.close(), control.close(), ...prepared.map(({ server }) => server.close())]);
  };
  const onAbort = (): void => void close();
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) await close();
  return {
    endpoints,
    port,
    controlPort: control.port,
    clientKeyPath,
    control: async (request) => act(controlRequestSchema.parse(request)),
    close,
  };
}

async function check({ size, services }: FleetOptions, dir: string): Promise<void> {
  if (!Number.isInteger(size) || size < 1 || size > 5_000) {
    throw new AppError('invalid-input', `A demo fleet has 1 to 5,000 endpoints, not ${size}`);
  }
  const wrong = services.find((service) => !/^[a-z0-9-]+$/.test(service));
  if (wrong !== undefined) {
    throw new AppError('invalid-input', `A service is named with a-z, 0-9 and -, not “${wrong}”`);
  }
  const runs = await fleetControl(dir, { act: 'status' }).then(
    () => true,
    // A fleet that answers, but refuses, runs too.
    (error: unknown) => !(error instanceof AppError && error.code === 'unavailable'),
  );
  if (runs) throw new AppError('conflict', `A demo fleet already runs in ${dir}`);
}

/** The port of the fleet that last ran here, so that a plan made then still fits; 0 when there was none. */
async function lastPort(dir: string): Promise<number> {
  try {
    return fleetFileSchema.parse(JSON.parse(await readFile(fleetFilePath(dir), 'utf8'))).port;
  } catch {
    return 0;
  }
}
