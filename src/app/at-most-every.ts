import type { Clock } from './clock';

export type Throttle = {
  /** Acts now, or once at the end of the pause that the act before left. */
  ask(): void;
  /** Acts now if something was asked for in the pause; nothing happens by itself any more. */
  flush(): void;
};

/** Calls `act` when asked, at most once in `everyMs`; the last thing asked for is never lost. */
export function atMostEvery(clock: Pick<Clock, 'after'>, everyMs: number, act: () => void): Throttle {
  let cancel: (() => void) | null = null;
  let asked = false;
  const pause = (): void => {
    cancel = clock.after(everyMs, () => {
      cancel = null;
      if (!asked) return;
      asked = false;
      pause();
      act();
    });
  };
  return {
    ask() {
      if (cancel) asked = true;
      else {
        pause();
        act();
      }
    },
    flush() {
      cancel?.();
      cancel = null;
      if (asked) act();
      asked = false;
    },
  };
}
