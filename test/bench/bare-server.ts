import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What receiving costs at least: a server that reads, parses and forgets. */
export type BareServer = {
  readonly address: string;
  /** Alerts it was told of. */
  alerts(): number;
  close(): Promise<void>;
};

/** Listens on a free loopback port. */
export async function openBareServer(): Promise<BareServer> {
  let alerts = 0;
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as { alerts: readonly unknown[] };
      alerts += body.alerts.length;
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    alerts: () => alerts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
