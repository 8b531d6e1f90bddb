/** What a schedule needs of time: the same two members as the core's clock. */
export type Ticks = {
  elapsed(): number;
  after(delayMs: number, act: () => void): () => void;
};

export type Schedule = {
  /** Looks at once, also between two ticks; joins a look that is under way by asking for one more after it. */
  now(): void;
  /** No look begins after this; one that is under way is not waited for. */
  stop(): void;
};

/**
 * Calls `look` every `everyMs` on a grid counted from the start, so that late timers do not add up.
 * Looks of one schedule never overlap: ticks that fall into a look that is under way are skipped.
 *
 * @param firstAfterMs offset of the grid, for spreading many schedules
 */
export function every(
  ticks: Ticks,
  everyMs: number,
  firstAfterMs: number,
  look: () => Promise<void>,
): Schedule {
  const startedAt = ticks.elapsed() + firstAfterMs;
  let cancel = ticks.after(firstAfterMs, tick);
  let looking = false;
  let again = false;
  let stopped = false;
  let ticked = -1;

  function tick(): void {
    const sinceStart = ticks.elapsed() - startedAt;
    // Timers may fire a little early; that tick has then been had and must not come a second time.
    ticked = Math.max(ticked + 1, Math.floor(sinceStart / everyMs));
    cancel = ticks.after((ticked + 1) * everyMs - sinceStart, tick);
    if (!looking) void begin();
  }
  async function begin(): Promise<void> {
    looking = true;
    do {
      again = false;
      await look();
    } while (again && !stopped);
    looking = false;
  }
  return {
    now() {
      if (stopped) return;
      if (looking) again = true;
      else void begin();
    },
    stop() {
      stopped = true;
      cancel();
    },
  };
}
