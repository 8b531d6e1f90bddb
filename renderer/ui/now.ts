import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setTimeout> | undefined;
let second = 0;

/** The present moment (Unix ms), cut to whole seconds; every reader ticks together, on the second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, read);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  if (timer === undefined) schedule();
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearTimeout(timer);
    timer = undefined;
  };
}

function schedule(): void {
  timer = setTimeout(
    () => {
      schedule();
      for (const listener of listeners) listener();
    },
    1000 - (Date.now() % 1000),
  );
}

function read(): number {
  const now = Math.floor(Date.now() / 1000) * 1000;
  if (now !== second) second = now;
  return second;
}
