import type { ErrorCode } from '../errors';

/** What `holdfast` ends with; documented in its `--help`. */
export const exitCodes = {
  ok: 0,
  /** The thing was looked at and is not good: a plan with errors, a service not verified, a broken chain. */
  notGood: 1,
  /** The call itself was wrong. */
  usage: 2,
  /** A rule refused it, such as an authority bound. */
  refused: 3,
  /** The world did not let us: another process has the journal, the fleet does not answer. */
  unavailable: 4,
  /** A bug. */
  internal: 70,
} as const;

export const exitCodesHelp = `
Exit codes: 0 good · 1 looked at and not good · 2 wrong usage · 3 refused by a rule · 4 unavailable · 70 a bug`;

/** The exit code of an expected failure. */
export function exitCodeOf(code: ErrorCode): number {
  switch (code) {
    case 'refused':
      return exitCodes.refused;
    case 'invalid-input':
    case 'not-found':
      return exitCodes.usage;
    case 'conflict':
    case 'unavailable':
      return exitCodes.unavailable;
    case 'journal-broken':
      return exitCodes.notGood;
    case 'internal':
      return exitCodes.internal;
  }
}
