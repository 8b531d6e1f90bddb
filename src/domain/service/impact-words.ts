/** What stands where a plan leaves words for later; it says nothing, and no more than "none" that there is nothing. */
export const notSaid = 'not said';

/** Whether words of an impact name no impact: `none` is how a plan says that there is nothing to say. */
export const saysNothing = (words: string): boolean => /^\s*(none|not said|-)?\.?\s*$/i.test(words);
