import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Target } from '../../src/execution/transport';

/** Something that listens and is no SSH server; it goes when the test has ended. */
export type Listener = {
  readonly target: Target;
  /** Connections made so far. */
  connections(): number;
  close(): Promise<void>;
};

/** @param behave what is done to each connection; the number counts them from 1 */
export async function startListener(behave: (socket: Socket, number: number) => void): Promise<Listener> {
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    socket.on('error', () => {});
    behave(socket, connections);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const close = async (): Promise<void> => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()));
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  onTestFinished(close);
  return {
    target: { name: 'listener', address: '127.0.0.1', port, user: 'holdfast', hostKeys: ['SHA256:none'] },
    connections: () => connections,
    close,
  };
}
