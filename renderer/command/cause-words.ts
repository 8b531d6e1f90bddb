import type { Outcome } from '../../src/domain/run/outcome';

/** `ConnectTimeout` → `connect timeout`; anything else as it is. */
export const causeWords = (cause: string): string =>
  /^[A-Z][a-z]+([A-Z][a-z]+)+$/.test(cause) ? cause.replace(/(?!^)([A-Z])/g, ' $1').toLowerCase() : cause;

/** The class that colours how something ended. */
export const endTones: Readonly<Record<Outcome['state'], string>> = {
  ok: 'is-good',
  failed: 'is-down',
  'timed-out': 'is-down',
  unreachable: 'is-risk',
  denied: 'is-unknown',
  cancelled: 'is-dim',
  unknown: 'is-unknown',
};

/** How something ended, in words: `ok`, `verify failed, exit 3`. */
export function endWords(end: {
  readonly state: Outcome['state'];
  readonly cause: string;
  readonly exitCode: number | null;
}): string {
  const exit = end.exitCode === null || end.exitCode === 0 ? '' : `exit ${end.exitCode}`;
  if (end.cause === 'NonZeroExit') return exit;
  return [causeWords(end.cause), exit].filter(Boolean).join(', ');
}
