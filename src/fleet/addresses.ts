import { AppError } from '../errors';
import type { EndpointServer } from './endpoint-server';

export type Place = { readonly address: string; readonly port: number };

/** How often a port that turned out to be taken on one of the addresses is given up for another. */
const maxTries = 20;

/**
 * Opens every server. On Linux each has an address of its own under 127.77.0.0/16 and all share one port, which is
 * `preferredPort` if it is free; elsewhere only 127.0.0.1 exists, so each has a port of its own.
 */
export async function listenAll(
  servers: readonly EndpointServer[],
  preferredPort: number,
): Promise<readonly Place[]> {
  if (process.platform !== 'linux') {
    return Promise.all(
      servers.map(async (server) => ({ address: '127.0.0.1', port: await server.listen('127.0.0.1', 0) })),
    );
  }
  let wanted = preferredPort;
  for (let attempt = 0; attempt < maxTries; attempt += 1) {
    try {
      return await listenOnOnePort(servers, wanted);
    } catch (error) {
      await Promise.all(servers.map((server) => server.close()));
      if (!isTaken(error)) throw error;
      wanted = 0;
    }
  }
  throw new AppError('unavailable', 'No port is free on all addresses of the demo fleet');
}

async function listenOnOnePort(
  servers: readonly EndpointServer[],
  wanted: number,
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (const [index, server] of servers.entries()) {
    const address = addressOf(index);
    places.push({ address, port: await server.listen(address, places[0]?.port ?? wanted) });
  }
  return places;
}

/** 127.77.0.1 and on; skips .0 and .255, which look wrong to people. */
function addressOf(index: number): string {
  return `127.77.${Math.floor(index / 254)}.${(index % 254) + 1}`;
}

function isTaken(error: unknown): boolean {
  return (
    error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')
  );
}
