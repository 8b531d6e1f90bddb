import * as z from 'zod';

/** The source of a JavaScript regular expression that may be tried on hostile text. */
export const expression = z.string().min(1).max(1000).refine(isBoundedExpression).meta({
  errorMessage: 'must be a regular expression without lookaround and backreferences',
  example: 'is running',
});

/**
 * Lookaround and backreferences are what V8's linear-time engine cannot take; without them no output,
 * however hostile, can hold the console up (see src/app/linear-expressions.ts).
 */
function isBoundedExpression(source: string): boolean {
  if (/\(\?<?[=!]|\\[1-9]|\\k</.test(source)) return false;
  try {
    new RegExp(source);
    return true;
  } catch {
    return false;
  }
}
