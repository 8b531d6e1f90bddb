import type { Socket } from 'node:net';

/**
 * ssh2 writes every packet by itself, and a system call costs more than most packets. What is written in one turn of
 * the event loop leaves together, at its end.
 */
export function writeTogether(socket: Socket): Socket {
  const cork = (): void => {
    if (socket.writableCorked > 0) return;
    socket.cork();
    process.nextTick(() => socket.uncork());
  };
  const write = socket.write.bind(socket) as (chunk: Uint8Array) => boolean;
  return Object.assign(socket, {
    write: (chunk: Uint8Array): boolean => {
      cork();
      return write(chunk);
    },
  });
}
