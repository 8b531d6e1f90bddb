import type { Outcome } from '../domain/run/outcome';

type Trying = {
  /** From the end of one try to the next, in milliseconds. */
  readonly everyMs: number;
  /** How long it may take in all. */
  readonly forMs: number;
  readonly signal: AbortSignal;
};

/** A single try that hangs must not use up the whole time. */
const longestTryMs = 30_000;

/**
 * Tries until it is good, the time is over, or the signal aborts; between tries the endpoint may be gone, as it is
 * while it starts anew. A refused login ends it at once, because no waiting changes that.
 * Gives the last end; one that was not good for all that time is `timed-out`.
 */
export async function keepTrying(
  { everyMs, forMs, signal }: Trying,
  once: (timeoutMs: number) => Promise<Outcome>,
): Promise<Outcome> {
  const startedAt = performance.now();
  const spentMs = () => Math.round(performance.now() - startedAt);
  let last: Outcome | null = null;
  for (;;) {
    const leftMs = Math.max(1, forMs - spentMs());
    const outcome = await once(Math.min(longestTryMs, leftMs));
    if (outcome.state === 'ok') return { ...outcome, tookMs: spentMs() };
    if (outcome.state === 'denied') return outcome;
    // Stopped before this try left; what the one before it said is what is known.
    if (outcome.state === 'cancelled') return last ?? outcome;
    if (signal.aborted) return outcome;
    if (spentMs() + everyMs >= forMs) return endOf(outcome, last, spentMs());
    last = outcome;
    await rest(everyMs, signal);
    if (signal.aborted) return outcome;
  }
}

/** The last try is often cut off; then what the one before it said tells more. */
function endOf(end: Outcome, before: Outcome | null, tookMs: number): Outcome {
  if (end.state !== 'failed' && end.state !== 'timed-out') return { ...end, tookMs };
  const heard = end.state === 'timed-out' && before?.state === 'failed' ? before.output : end.output;
  return { state: 'timed-out', cause: 'CommandTimeout', output: heard, tookMs };
}

function rest(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}
