import type { Duplex } from 'node:stream';
import type { Client } from 'ssh2';
import { cleanText } from './clean-output';
import { createExecGate, type ExecGate } from './exec-gate';

/** One SSH connection, watched for its whole life. */
export type LiveConnection = {
  readonly client: Client;
  readonly gate: ExecGate;
  /** Neither lost nor retired: another command may be given to it. */
  isUsable(): boolean;
  /** Why it is gone, in words for a person; undefined while it lives. */
  lostWhy(): string | undefined;
  /** Tells once when it is gone, at once if it already is. Returns how to stop listening. */
  onLost(listener: (why: string) => void): () => void;
  /** Takes no further command; those in flight may end. */
  retire(): void;
  /** Cuts it now, without a farewell. Resolves when the socket is closed. */
  destroy(why: string): Promise<void>;
  /** Says goodbye and closes. */
  end(): void;
};

/** What a connection runs over: a socket, or a channel through a jump host. */
export type Wire = Duplex & { destroySoon?(): void };

/**
 * Must be called in the same turn of the event loop in which the client was told to connect: from then on an error
 * of the connection, which may come twice, always finds a listener and can never end the process.
 */
export function watchConnection(client: Client, socket: Wire): LiveConnection {
  const listeners = new Set<(why: string) => void>();
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  const gate = createExecGate(client);
  let why: string | undefined;
  let isRetired = false;

  const lose = (reason: string): void => {
    if (why !== undefined) return;
    why = reason;
    gate.close();
    for (const listener of listeners) listener(reason);
    listeners.clear();
    socket.destroy();
  };
  client.on('error', (error) => lose(cleanText(error.message)));
  client.on('end', () => lose('the endpoint closed the connection'));
  client.on('close', () => lose('the connection was closed'));
  // ssh2 may leave a half-open socket without a word of its own.
  socket.on('close', () => lose('the connection was closed'));

  return {
    client,
    gate,
    isUsable: () => why === undefined && !isRetired,
    lostWhy: () => why,
    onLost(listener) {
      if (why !== undefined) listener(why);
      else listeners.add(listener);
      return () => listeners.delete(listener);
    },
    retire() {
      isRetired = true;
      gate.close();
    },
    async destroy(reason) {
      lose(reason);
      await closed;
    },
    end() {
      isRetired = true;
      gate.close();
      client.end();
      if (socket.destroySoon) socket.destroySoon();
      else socket.destroy();
    },
  };
}
