import { useEffect, useState } from 'react';

/**
 * A value that changes at most once per `everyMs`, for parts that are dear to compute and read slowly.
 * The last value always arrives.
 */
export function useSteady<T>(value: T, everyMs: number): T {
  const [shown, setShown] = useState({ value, at: 0 });
  useEffect(() => {
    if (shown.value === value) return;
    const wait = Math.max(0, shown.at + everyMs - performance.now());
    const timer = setTimeout(() => setShown({ value, at: performance.now() }), wait);
    return () => clearTimeout(timer);
  }, [value, everyMs, shown]);
  return shown.value;
}
