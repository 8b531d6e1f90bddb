import { listenerOff } from '../ipc/listener-status';
import type { Live } from '../ipc/snapshot';

/** What is known only now, told to whoever listens whenever it changes. */
export type LiveState = {
  read(): Live;
  set(change: Partial<Live>): void;
  sweptAt(key: string, at: number): void;
  checkedAt(check: string, at: number): void;
  /** Moves every time with a wall clock that was set, so that nothing looks silent that is not. */
  step(byMs: number): void;
};

export function createLiveState(onChange: (live: Live) => void): LiveState {
  let live: Live = { sweptAt: {}, previews: {}, listener: listenerOff, checkedAt: {}, questions: [] };
  const set = (change: Partial<Live>): void => {
    live = { ...live, ...change };
    onChange(live);
  };
  return {
    read: () => live,
    set,
    sweptAt: (key, at) => set({ sweptAt: { ...live.sweptAt, [key]: at } }),
    checkedAt: (check, at) => set({ checkedAt: { ...live.checkedAt, [check]: at } }),
    step: (byMs) =>
      set({ sweptAt: timesMoved(live.sweptAt, byMs), checkedAt: timesMoved(live.checkedAt, byMs) }),
  };
}

/** Every time moved with a wall clock that was set. */
export const timesMoved = (times: Readonly<Record<string, number>>, byMs: number) =>
  Object.fromEntries(Object.entries(times).map(([key, at]) => [key, at + byMs]));
