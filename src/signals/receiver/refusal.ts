/** Why a receiver turned something away. `duplicate`, `stale` and `dropped` were accepted but changed nothing. */
export const refusalReasons = [
  'unauthorised',
  'not-found',
  'method',
  'length',
  'too-large',
  'content-type',
  'malformed',
  'shed',
  'too-slow',
  'not-recorded',
  'duplicate',
  'stale',
  'dropped',
] as const;
export type RefusalReason = (typeof refusalReasons)[number];

/** A request that is turned away; its words go to the sender and say what would be right. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly reason: RefusalReason;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    reason: RefusalReason,
    words: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(words);
    this.status = status;
    this.reason = reason;
    this.headers = headers;
  }
}

export const malformed = (words: string): Refusal => new Refusal(400, 'malformed', words);
