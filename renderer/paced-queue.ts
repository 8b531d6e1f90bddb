/** Collects messages and hands them over together: the first at once, a flood ten times a second. */
export type PacedQueue<T> = { readonly push: (message: T) => void; readonly dispose: () => void };

/**
 * Nobody reads counts that change faster, and without a GPU every redraw costs the cores that the run
 * itself needs.
 */
const beatMs = 100;

/** @param flush gets everything pushed since the last time, in order */
export function createPacedQueue<T>(flush: (messages: readonly T[]) => void): PacedQueue<T> {
  let waiting: T[] = [];
  let flushedAt = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    timer = undefined;
    flushedAt = performance.now();
    const messages = waiting;
    waiting = [];
    flush(messages);
  };
  return {
    push(message) {
      waiting.push(message);
      timer ??= setTimeout(run, Math.max(0, flushedAt + beatMs - performance.now()));
    },
    dispose() {
      clearTimeout(timer);
      waiting = [];
    },
  };
}
