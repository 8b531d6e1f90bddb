import type { Server } from 'node:http';
import type { Socket } from 'node:net';

export type Connections = {
  /** A connection that is being served for somebody with the token is never cut for another one. */
  serve(socket: Socket): () => void;
};

/**
 * Keeps room for a newcomer: when too many connections are open, the one that has been open longest without being
 * served is cut. Whoever holds connections open to shut others out only loses them.
 */
export function boundConnections(server: Server, most: number, onCut: () => void): Connections {
  const open = new Set<Socket>();
  const served = new Map<Socket, number>();
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    if (open.size <= most) return;
    for (const each of open) {
      if (served.has(each)) continue;
      open.delete(each);
      each.destroy();
      onCut();
      return;
    }
  });
  // Only if every single one were being served; then the newcomer waits outside.
  server.maxConnections = most * 2;
  return {
    serve(socket) {
      served.set(socket, (served.get(socket) ?? 0) + 1);
      return () => {
        const left = (served.get(socket) ?? 1) - 1;
        if (left > 0) served.set(socket, left);
        else served.delete(socket);
      };
    },
  };
}
