import { moment } from '../proof/reason-words';

/** Somebody answers for what remains of a risk, for a time. It is not smaller for that. */
export type Acceptance = {
  readonly by: string;
  /** The last moment of its last day, Unix milliseconds. */
  readonly untilMs: number;
  readonly because: string;
};

/** Why an acceptance no longer holds, to follow "its"; null = it holds, or there is none. */
export function acceptanceOver(accepted: Acceptance | undefined, at: number): string | null {
  return accepted && accepted.untilMs < at ? `acceptance ended on ${moment(accepted.untilMs)}` : null;
}
