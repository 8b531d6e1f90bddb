import { useEffect, useState } from 'react';

/** Whole seconds until a moment, rounded up: 0 only when it has come. */
export function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000));
}

/** `0:41`, `12:05`: a countdown in whole seconds. */
export function asCountdown(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/**
 * Whole seconds until a moment (Unix ms); null while there is none. Changes exactly when a whole second is
 * left, not on the second of the clock, so that 0 never shows while there is still time to veto.
 */
export function useSecondsUntil(at: number | null): number | null {
  const [, tick] = useState(0);
  useEffect(() => {
    if (at === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const schedule = () => {
      const left = at - Date.now();
      if (left <= 0) return;
      timer = setTimeout(
        () => {
          tick((count) => count + 1);
          schedule();
        },
        left % 1000 || 1000,
      );
    };
    schedule();
    return () => clearTimeout(timer);
  }, [at]);
  return at === null ? null : secondsUntil(at, Date.now());
}
