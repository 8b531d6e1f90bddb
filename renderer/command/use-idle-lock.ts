import { useEffect } from 'react';
import { useConsole } from '../store';
import { leaveConsole } from './acts-people';

/** Timers count in 32 bits; beyond that they fire at once. */
const longestTimerMs = 2 ** 31 - 1;
const signs = ['pointermove', 'pointerdown', 'keydown', 'wheel'] as const;

/** Locks the console when nobody has touched it for as long as the plan allows. The situation stays in sight. */
export function useIdleLock(): void {
  const afterMs = useConsole((state) => state.plan.plan?.lockAfterMs ?? 0);
  const operator = useConsole((state) => state.situation.operator);
  useEffect(() => {
    if (operator === null || afterMs <= 0) return;
    let touchedAt = performance.now();
    const touch = () => {
      touchedAt = performance.now();
    };
    let timer = setTimeout(look, Math.min(afterMs, longestTimerMs));
    // One timer, not one per movement of the mouse: it looks how long ago the last one was.
    function look(): void {
      const leftMs = touchedAt + afterMs - performance.now();
      if (leftMs <= 0) void leaveConsole('idle');
      else timer = setTimeout(look, Math.min(leftMs, longestTimerMs));
    }
    for (const sign of signs) window.addEventListener(sign, touch, { capture: true, passive: true });
    return () => {
      clearTimeout(timer);
      for (const sign of signs) window.removeEventListener(sign, touch, { capture: true });
    };
  }, [afterMs, operator]);
}
