import { refusingTransport } from '../execution/refusing-transport';
import { noneWarmed, type Transport } from '../execution/transport';

/**
 * A transport whose credentials have to be asked for first. They are asked for once, at the first command or connection;
 * a command that is cancelled meanwhile is never sent.
 */
export function onceUnlocked(unlock: () => Promise<Transport>): Transport {
  let opened: Promise<Transport> | undefined;
  let unlocked: Transport | undefined;
  let isClosed = false;
  const open = async (): Promise<Transport> => {
    const transport = await unlock().catch((error: unknown) =>
      refusingTransport(`the credentials could not be asked for: ${(error as Error).message}`),
    );
    unlocked = transport;
    if (isClosed) await transport.close();
    return transport;
  };
  return {
    async perform(target, command, signal) {
      if (isClosed) return { state: 'cancelled', tookMs: 0 };
      opened ??= open();
      const transport = await unlessAborted(opened, signal);
      return isClosed || !transport
        ? { state: 'cancelled', tookMs: 0 }
        : transport.perform(target, command, signal);
    },
    async warm(warm, signal) {
      // Letting go asks for no secret.
      if (isClosed || (warm.keepMs <= 0 && !unlocked)) return noneWarmed(warm, 'the console closes');
      opened ??= open();
      const transport = await unlessAborted(opened, signal);
      const why = 'no connection is kept with these credentials';
      return transport?.warm?.(warm, signal) ?? noneWarmed(warm, why);
    },
    async close() {
      isClosed = true;
      // Nobody may answer any more: a question that is open does not hold up the end.
      await unlocked?.close();
    },
  };
}

function unlessAborted<T>(result: Promise<T>, signal: AbortSignal | undefined): Promise<T | undefined> {
  if (!signal) return result;
  return new Promise((resolve) => {
    const stop = (): void => resolve(undefined);
    if (signal.aborted) return stop();
    signal.addEventListener('abort', stop, { once: true });
    void result.then((value) => {
      signal.removeEventListener('abort', stop);
      resolve(value);
    });
  });
}
