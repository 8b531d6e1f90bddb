import { type PlanProblem, planError } from '../../plan-problem';

/** One line of an ssh_config that says something. */
export type ConfigLine = {
  readonly file: string;
  readonly line: number;
  /** In small letters. */
  readonly keyword: string;
  /** The keyword as it is written. */
  readonly written: string;
  readonly words: readonly string[];
  /** All that follows the keyword, as a command takes it. */
  readonly rest: string;
};

/** Cuts an ssh_config into lines and words (ssh_config(5): quotes, `=` for a space, `#` for comments). */
export function configLines(
  file: string,
  text: string,
): { readonly lines: readonly ConfigLine[]; readonly problems: readonly PlanProblem[] } {
  const lines: ConfigLine[] = [];
  const problems: PlanProblem[] = [];
  for (const [index, raw] of text.split(/\r\n|\n|\r/).entries()) {
    const source = raw.trim();
    if (source === '' || source.startsWith('#')) continue;
    const report = (message: string, fix: string) =>
      problems.push(planError(file, { line: index + 1, column: 1 }, 'ssh-config-line', message, fix));
    const [, name = '', rest = ''] = /^"?([A-Za-z][A-Za-z0-9]*)"?(?:\s*=\s*|\s+)(.*)$/s.exec(source) ?? [];
    if (name === '' || rest === '') {
      report(
        `${JSON.stringify(source.slice(0, 60))} is not a keyword followed by a value.`,
        'Write for example "HostName 10.0.0.1".',
      );
      continue;
    }
    const words = wordsOf(rest);
    if (words === null) report('A quote is opened on this line and not closed.', 'Close it.');
    else lines.push({ file, line: index + 1, keyword: name.toLowerCase(), written: name, words, rest });
  }
  return { lines, problems };
}

// A comment begins where a word begins; a backslash keeps quotes and itself.
function wordsOf(text: string): readonly string[] | null {
  const words: string[] = [];
  for (let at = 0; at < text.length; ) {
    if (/\s/.test(text[at] ?? '')) {
      at += 1;
      continue;
    }
    if (text[at] === '#') break;
    let word = '';
    let quote = '';
    for (; at < text.length && (quote !== '' || !/\s/.test(text[at] ?? '')); at++) {
      const sign = text[at] ?? '';
      if (sign === '\\' && /["'\\]/.test(text[at + 1] ?? '')) word += text[++at];
      else if (quote === '' && (sign === '"' || sign === "'")) quote = sign;
      else if (sign === quote) quote = '';
      else word += sign;
    }
    if (quote !== '') return null;
    words.push(word);
  }
  return words;
}
