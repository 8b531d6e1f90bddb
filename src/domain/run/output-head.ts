import type { Outcome } from './outcome';

/** Characters of an output that the fold keeps: enough for its first lines, little enough for ten thousand of them. */
export const outputHeadLength = 600;

/** The outcome with no more of its output than the fold keeps. Safe to repeat. */
export function withOutputHead(outcome: Outcome): Outcome {
  if (!('output' in outcome) || outcome.output.length <= outputHeadLength) return outcome;
  // Half of a surrogate pair is no character, and would not survive on its way to the window.
  const head = outcome.output.slice(0, outputHeadLength).replace(/[\uD800-\uDBFF]$/, '');
  return { ...outcome, output: head };
}
