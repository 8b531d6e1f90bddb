import type { Clock } from '../../src/app/clock';
import { noon } from './hospital';

export type FakeClock = Clock & {
  /** Lets time pass; timers that fall due are called in order, each at its own moment. */
  advance(ms: number): void;
  /** Sets the wall clock, as a person or NTP would; timers and `elapsed` take no notice. */
  set(to: number): void;
  /** How many timers wait. */
  waiting(): number;
  /** Lets the machine sleep: time passes, and no timer notices. */
  sleep(ms: number): void;
  /** Stops the process, or lets a machine sleep whose timers count sleep: what fell due meanwhile is late. */
  freeze(ms: number): void;
};

/** Time that only passes when a test lets it. `earlyMs`: how much too early timers fire, as real ones may. */
export function fakeClock(start = noon, earlyMs = 0): FakeClock {
  let elapsed = 0;
  let offset = start;
  let slept = 0;
  let timers: { readonly at: number; readonly act: () => void }[] = [];
  const next = (until: number) => timers.filter((each) => each.at <= until).sort((a, b) => a.at - b.at)[0];
  return {
    now: () => offset + elapsed,
    elapsed: () => elapsed,
    sinceBoot: () => elapsed + slept,
    after(delayMs, act) {
      const timer = { at: elapsed + Math.max(0, delayMs - earlyMs), act };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    advance(ms) {
      const until = elapsed + ms;
      for (let timer = next(until); timer; timer = next(until)) {
        const due = timer;
        timers = timers.filter((each) => each !== due);
        elapsed = Math.max(elapsed, due.at);
        due.act();
      }
      elapsed = until;
    },
    set(to) {
      offset = to - elapsed;
    },
    sleep(ms) {
      slept += ms;
      offset += ms;
    },
    freeze(ms) {
      elapsed += ms;
    },
    waiting: () => timers.length,
  };
}
