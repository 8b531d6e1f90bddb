import type { Outcome } from '../domain/run/outcome';

type Untimed<T> = T extends unknown ? Omit<T, 'tookMs'> : never;

/** An Outcome before the stopwatch is read. */
export type Ending = Untimed<Outcome>;

/** The endings that prove that the command never left this machine. Only these may be tried again. */
export type NotSent = Extract<Ending, { state: 'unreachable' | 'denied' | 'cancelled' }>;

/** Why nobody was reached. */
export type UnreachableCause = Extract<Ending, { state: 'unreachable' }>['cause'];

export const cancelled: NotSent = { state: 'cancelled' };

/** `words` are shown to a person: plain text, already clean. */
export function unreachable(cause: UnreachableCause, words: string): NotSent {
  return { state: 'unreachable', cause, output: words };
}

/** Sent, and the end was not seen. `words` say why; what was heard before comes first. */
export function connectionLost(heard: string, words: string): Ending {
  const output = heard === '' ? words : `${heard.replace(/\n$/, '')}\n[${words}]`;
  return { state: 'unknown', cause: 'ConnectionLost', output };
}
