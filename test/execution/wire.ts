import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Target } from '../../src/execution/transport';

/** A wire between transport and endpoint that the test can cut or freeze. */
export type Wire = {
  /** The endpoint as seen through the wire. */
  readonly target: Target;
  /** Connections made so far. */
  opened(): number;
  /** Of every later connection, lets this many bytes come back and then cuts it. */
  cutAfter(bytes: number, how: 'FIN' | 'RST'): void;
  /** Of every later connection, spoils the byte of this index on its way back. */
  spoil(index: number): void;
  /** Present connections stop carrying bytes, without a word; later ones work. */
  freeze(): void;
  /** Frozen connections carry what they held back. */
  thaw(): void;
  close(): Promise<void>;
};

export async function startWire(to: Target): Promise<Wire> {
  const sockets = new Set<Socket>();
  let opened = 0;
  let spoilt = -1;
  let cut: { bytes: number; how: 'FIN' | 'RST' } | undefined;
  const server = createServer((near) => {
    opened += 1;
    const far = connect({ host: to.address, port: to.port });
    let left = cut?.bytes ?? Number.POSITIVE_INFINITY;
    const how = cut?.how;
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.setNoDelay(true);
    }
    near.on('data', (chunk) => far.write(chunk));
    near.on('close', () => far.destroy());
    far.on('close', () => near.destroy());
    let spoiltIn = spoilt;
    far.on('data', (chunk) => {
      if (spoiltIn >= 0 && spoiltIn < chunk.length)
        chunk.writeUInt8(chunk.readUInt8(spoiltIn) ^ 0xff, spoiltIn);
      spoiltIn -= chunk.length;
      near.write(chunk.subarray(0, Math.min(left, chunk.length)));
      left -= chunk.length;
      if (left > 0) return;
      if (how === 'RST') near.resetAndDestroy();
      else near.end();
      far.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  return {
    target: { ...to, address: '127.0.0.1', port },
    opened: () => opened,
    cutAfter(bytes, how) {
      cut = { bytes, how };
    },
    spoil(index) {
      spoilt = index;
    },
    freeze() {
      for (const socket of sockets) socket.pause();
    },
    thaw() {
      for (const socket of sockets) socket.resume();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Asks every few milliseconds until it is so; throws after ten seconds. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('it did not become so within ten seconds');
    await pause(5);
  }
}
