import { uptime } from 'node:os';

/** Time as the core sees it; passed in, so that a test can hold it. Milliseconds throughout. */
export type Clock = {
  /** Unix time. May jump, as wall clocks do. */
  now(): number;
  /** Time since an arbitrary start that only moves forward; for measuring. */
  elapsed(): number;
  /** Time since this machine started, its sleep included where the system counts it; for seeing jumps of `now`. */
  sinceBoot(): number;
  /** Calls `act` once after `delayMs`; the result cancels it. */
  after(delayMs: number, act: () => void): () => void;
};

export const systemClock: Clock = {
  now: Date.now,
  elapsed: () => performance.now(),
  sinceBoot: () => uptime() * 1000,
  after(delayMs, act) {
    const timer = setTimeout(act, delayMs);
    return () => clearTimeout(timer);
  },
};
