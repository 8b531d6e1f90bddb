/**
 * The closed list of ways Holdfast says no.
 *
 * - `refused`: a rule forbids it now; the message is for a person and names the rule.
 * - `invalid-input`: the caller sent something that cannot mean anything; says what, where, and what would be right.
 * - `not-found`: the named thing does not exist in the plan or the journal.
 * - `conflict`: someone else changed it first; reading again and retrying is safe.
 * - `unavailable`: the world (disk, network, another process) did not let us; says what was and was not done.
 * - `journal-broken`: the journal does not verify; nothing was written.
 * - `internal`: a bug; logged with an id, its text never crosses a process border.
 */
export const errorCodes = [
  'refused',
  'invalid-input',
  'not-found',
  'conflict',
  'unavailable',
  'journal-broken',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** An expected failure whose message may be shown to a person as it stands. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** Throws a `refused` AppError; its return type lets it stand in expressions. */
export function refuse(message: string): never {
  throw new AppError('refused', message);
}
