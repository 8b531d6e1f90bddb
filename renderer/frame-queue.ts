/** Collects messages and hands them over together, at most once per animation frame. */
export type FrameQueue<T> = { readonly push: (message: T) => void; readonly dispose: () => void };

/** A hidden window paints no frames; its state must still not lag without bound. */
const hiddenWindowMs = 250;

/** @param flush gets everything pushed since the last time, in order */
export function createFrameQueue<T>(flush: (messages: readonly T[]) => void): FrameQueue<T> {
  let waiting: T[] = [];
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const run = () => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = 0;
    timer = undefined;
    const messages = waiting;
    waiting = [];
    if (messages.length > 0) flush(messages);
  };
  return {
    push(message) {
      waiting.push(message);
      if (timer !== undefined) return;
      frame = requestAnimationFrame(run);
      timer = setTimeout(run, hiddenWindowMs);
    },
    dispose() {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
      waiting = [];
    },
  };
}
