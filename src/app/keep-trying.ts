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
 * Gives the last end; one that was not good for all that time is `timed-out`, and one whose waiting was stopped is
 * `unknown`: it may come good by itself, so that a resume takes it up with the waiting.
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
    const outcome = await unlessStopped(once(Math.min(longestTryMs, leftMs)), signal);
    if (outcome === null) return cut(last, spentMs());
    if (outcome.state === 'ok') return { ...outcome, tookMs: spentMs() };
    if (outcome.state === 'denied') return outcome;
    // Stopped before this try left.
    if (outcome.state === 'cancelled') return last ? cut(last, spentMs()) : outcome;
    if (signal.aborted) return cut(outcome, spentMs());
    if (spentMs() + everyMs >= forMs) return endOf(outcome, last, spentMs());
    last = outcome;
    await rest(everyMs, signal);
    if (signal.aborted) return cut(outcome, spentMs());
  }
}

/** What is said of a waiting that was stopped: the words of its last try, and that its end was not seen. */
function cut(last: Outcome | null, tookMs: number): Outcome {
  const output = last && 'output' in last ? last.output : '';
  return { state: 'unknown', cause: 'ConsoleStopped', output, tookMs };
}

/** How long a try may still answer after a stop: enough to say that it never left. */
const graceMs = 500;

/** Null when a stop came and the try did not end soon after. It changes nothing there, so it may be left alone. */
function unlessStopped(trying: Promise<Outcome>, signal: AbortSignal): Promise<Outcome | null> {
  return new Promise((resolve, reject) => {
    let timer: NodeJS.Timeout | undefined;
    const stopped = (): void => {
      timer = setTimeout(() => resolve(null), graceMs);
    };
    signal.addEventListener('abort', stopped, { once: true });
    if (signal.aborted) stopped();
    trying.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', stopped);
    });
  });
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
