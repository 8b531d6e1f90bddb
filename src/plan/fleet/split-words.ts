/** Words of a line, or why it cannot be cut into words. */
export type SplitWords = { readonly words: readonly string[]; readonly wrong: string | null };

/**
 * Cuts a line into words as Python's `shlex.split` does, which Ansible uses: single quotes keep everything,
 * double quotes know `\"` and `\\`, and outside both a backslash keeps the next character.
 * @param comments whether `#` outside quotes ends the line
 */
export function splitWords(line: string, comments: boolean): SplitWords {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? '';
    if (quote !== '') {
      if (sign === quote) quote = '';
      else if (sign === '\\' && quote === '"' && /["\\]/.test(line[at + 1] ?? '')) word += line[++at] ?? '';
      else word += sign;
    } else if (/\s/.test(sign)) {
      if (word !== null) words.push(word);
      word = null;
    } else if (sign === '#' && comments) break;
    else if (sign === '"' || sign === "'") {
      quote = sign;
      word ??= '';
    } else if (sign === '\\') {
      if (at + 1 === line.length) return { words, wrong: 'a backslash at the end of the line keeps nothing' };
      word = (word ?? '') + line[++at];
    } else word = (word ?? '') + sign;
  }
  if (quote !== '') return { words, wrong: `a ${quote === '"' ? 'double' : 'single'} quote is not closed` };
  return { words: word === null ? words : [...words, word], wrong: null };
}
