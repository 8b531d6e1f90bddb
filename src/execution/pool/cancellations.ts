import { setMaxListeners } from 'node:events';

/** Tells many that one signal was aborted. */
export type Cancellations = {
  /** Calls `act` once when the signal aborts. The result, which may be called again, stops that. */
  await(signal: AbortSignal, act: () => void): () => void;
};

/**
 * One listener per signal however many wait for it: an EventTarget looks through all its listeners whenever one comes
 * or goes, which for the thousands that a run has in flight would cost more than their work.
 */
export function createCancellations(): Cancellations {
  const waiting = new WeakMap<AbortSignal, Set<() => void>>();
  return {
    await(signal, act) {
      let acts = waiting.get(signal);
      if (!acts) {
        const all = new Set<() => void>();
        acts = all;
        waiting.set(signal, all);
        setMaxListeners(0, signal);
        const cancel = (): void => {
          for (const each of all) each();
        };
        signal.addEventListener('abort', cancel, { once: true });
      }
      const own = acts;
      own.add(act);
      return () => void own.delete(act);
    },
  };
}
