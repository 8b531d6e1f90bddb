/** One item and how it ended. */
export type Settled<T, R> = { readonly item: T; readonly result: R };

type SettlerOptions<T, R> = {
  readonly settle: (batch: readonly Settled<T, R>[]) => Promise<void> | void;
  readonly onError: (error: unknown) => void;
  /** Called after each batch. */
  readonly onBeat: () => void;
};

export type Settler<T, R> = {
  add(settled: Settled<T, R>): void;
  /** Settles what waits without waiting for the next beat. Does nothing while a batch is being settled. */
  flush(): void;
  isIdle(): boolean;
};

/** Milliseconds between the starts of two batches: one journal transaction per beat, and still live on the screen. */
export const beatMs = 25;

/** Groups results into batches that are handed over one after the other, in order. */
export function createSettler<T, R>(options: SettlerOptions<T, R>): Settler<T, R> {
  let waiting: Settled<T, R>[] = [];
  let busy = false;
  let timer: NodeJS.Timeout | undefined;
  let lastBeat = Number.NEGATIVE_INFINITY;

  const beat = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    if (busy || waiting.length === 0) return;
    const batch = waiting;
    waiting = [];
    busy = true;
    lastBeat = performance.now();
    try {
      await options.settle(batch);
    } catch (error) {
      options.onError(error);
    }
    busy = false;
    if (waiting.length > 0) schedule();
    options.onBeat();
  };
  const schedule = (): void => {
    timer ??= setTimeout(() => void beat(), Math.max(0, lastBeat + beatMs - performance.now()));
  };

  return {
    add(settled) {
      waiting.push(settled);
      if (!busy) schedule();
    },
    flush() {
      void beat();
    },
    isIdle: () => !busy && waiting.length === 0,
  };
}
