import type { SweepResult } from '../../domain/service/service-state';

/**
 * What one look saw. `failing`: it answered, and not as it should; also when a machine that is there refuses the
 * connection. `unreachable`: there is no way to it. `silent`: no answer in time.
 * `because`: why, in words that are safe to show, at most 300 characters.
 */
export type Seen = {
  readonly result: Extract<SweepResult, 'ok' | 'failing' | 'unreachable' | 'silent'>;
  readonly because: string;
};

export type LookOptions = {
  /** Certificate authorities (PEM) to trust in place of those Node ships. */
  readonly ca?: string | undefined;
  /** Unix milliseconds, for the days a certificate has left; the wall clock by default. */
  readonly now?: (() => number) | undefined;
};

/** How long a look may take, and what may end it before. */
export type Within = { readonly timeoutMs: number; readonly signal: AbortSignal | undefined };

/** Node's timers cannot wait longer. */
const longestTimerMs = 2 ** 31 - 1;

/**
 * Runs one look under its own deadline. `begin` is given the one way to end it, and returns what has to be closed
 * then, whatever ended it. Further ends are ignored.
 */
export function oneLook(
  { timeoutMs, signal }: Within,
  begin: (end: (seen: Seen) => void) => () => void,
): Promise<Seen> {
  return new Promise((resolve, reject) => {
    let close: (() => void) | null = null;
    let ended = false;
    const end = (seen: Seen): void => {
      if (ended) return;
      ended = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      close?.();
      resolve(seen);
    };
    const onAbort = (): void => end({ result: 'silent', because: 'the look was called off' });
    const onDeadline = (): void =>
      end({ result: 'silent', because: `no answer within ${timeoutMs / 1000} s` });
    const timer = setTimeout(onDeadline, Math.min(timeoutMs, longestTimerMs));
    if (signal?.aborted) {
      onAbort();
      return;
    }
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      close = begin(end);
    } catch (error) {
      ended = true;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      reject(error);
      return;
    }
    if (ended) close();
  });
}
