import { AppError } from '../../errors';

/** One sign or word of a selector, and where it begins (from 0). */
export type Token = { readonly text: string; readonly at: number };

/**
 * Cuts a selector into signs, words and quoted words.
 * @throws AppError `invalid-input` at a character that means nothing
 */
export function tokenise(text: string): readonly Token[] {
  const tokens: Token[] = [];
  const pattern = /\s+|!=|[=!&|(),]|"[^"]*"|[\p{L}\p{N}_.:/*?-]+/uy;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const match = pattern.exec(text);
    if (!match)
      throw new AppError(
        'invalid-input',
        `Selector "${text}": "${String.fromCodePoint(text.codePointAt(at) ?? 0)}" at column ${at + 1} means nothing here.`,
      );
    if (match[0].trim()) tokens.push({ text: match[0], at });
  }
  return tokens;
}

/** Whether a token can be a name or a value; a `*` by itself is every endpoint. */
export function isWord(token: string): boolean {
  return token !== '*' && /^["\p{L}\p{N}_.:/*?-]/u.test(token);
}
