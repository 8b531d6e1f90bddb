/** Gives a slot back. Calling it again does nothing. */
export type ReleaseSlot = () => void;

/** Lets at most `count` holders in at a time, first come first served. */
export type Slots = {
  /** Resolves `undefined` when the signal aborts before it was this caller's turn. Never rejects. */
  take(signal: AbortSignal): Promise<ReleaseSlot | undefined>;
};

export function createSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  const grant = (): ReleaseSlot => {
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    };
  };

  return {
    take(signal) {
      if (signal.aborted) return Promise.resolve(undefined);
      if (free > 0) {
        free -= 1;
        return Promise.resolve(grant());
      }
      return new Promise((resolve) => {
        const leave = (): void => {
          waiting.splice(waiting.indexOf(enter), 1);
          resolve(undefined);
        };
        const enter = (): void => {
          signal.removeEventListener('abort', leave);
          resolve(grant());
        };
        waiting.push(enter);
        signal.addEventListener('abort', leave, { once: true });
      });
    },
  };
}
