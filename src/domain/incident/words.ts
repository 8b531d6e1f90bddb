import { refuse } from '../../errors';
import { oneLine } from '../plain-text';

/**
 * What a person said, on one line.
 * @param what names it in a refusal, such as `A note`
 * @param most characters
 */
export function requireWords(text: string, what: string, most: number): string {
  const words = optionalWords(text, what, most);
  return words === '' ? refuse(`${what} needs words.`) : words;
}

/** See `requireWords`; nothing at all is allowed, too. */
export function optionalWords(text: string, what: string, most: number): string {
  const words = oneLine(text);
  if (words.length > most)
    refuse(`${what} holds ${most.toLocaleString('en')} characters; this one has ${words.length}. Split it.`);
  return words;
}
