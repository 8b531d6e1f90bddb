import { type Piece, readTemplate } from './template';

/** A place at which a value could become more than a word, and why: words that follow "stands ". */
export type Misplaced = { readonly placeholder: string; readonly why: string };

/**
 * Every place of a shell template that cannot be filled in safely. A value is filled in as one single-quoted word,
 * so it must stand where a shell reads a word. What this reader does not understand, it refuses.
 */
export function misplacedIn(template: string): readonly Misplaced[] {
  const pieces = readTemplate(template);
  const first = pieces.find((piece) => 'placeholder' in piece);
  if (!first || !('placeholder' in first)) return [];
  const reader = readShell();
  const found: Misplaced[] = [];
  for (const piece of pieces) {
    if (isWords(piece)) reader.read(piece.text);
    else {
      const why = reader.whyNotHere();
      if (why !== null) found.push({ placeholder: piece.placeholder, why });
      reader.readWord();
    }
  }
  const strange = reader.whyNotAnywhere();
  // Then nothing that was read after it is sure.
  return strange === null ? found : [{ placeholder: first.placeholder, why: `in a command with ${strange}` }];
}

const isWords = (piece: Piece): piece is Extract<Piece, { text: string }> => 'text' in piece;

const longExpansion = '"${" before more than a name';

/** Shells read these in a way that depends on more than quotes, so that no place near them is known to be safe. */
const strangeInPlain: readonly (readonly [RegExp, string])[] = [
  [/^<</, 'a here-document ("<<")'],
  [/^\(\(/, 'arithmetic ("((")'],
  [/^\[\[/, '"[[", which reads values as code; write "["'],
  [/^=\(/, 'an array ("=(")'],
  [/^\$['"[]/, 'a "$" before a quote or a bracket'],
  [/^\$\{(?!\w+\})/, longExpansion],
  [/^`/, 'a backquote; write "$(…)"'],
];

const strangeInQuotes: readonly (readonly [RegExp, string])[] = [
  [/^\$\((?!(?![^)]*\bcase\b)[\w ./:=-]*\))/, '"$(…)" in quotes that is more than words'],
  [/^\$\{(?!\w+\})/, longExpansion],
  [/^`/, 'a backquote; write "$(…)"'],
];

/** Words that read what follows them as code, as the name of a variable, or as arithmetic. */
const readsCode =
  /^(eval|let|declare|typeset|local|readonly|export|read|unset|trap|alias|source|\.|mapfile|readarray|getopts|wait|-eq|-ne|-l[te]|-g[te])$/;
/** Of these, what may give a variable a value. */
const assigns = /^(local|readonly|export)$/;
/** Programs that read the word after `-c` as code, or after `-v` as the name of a variable. */
const takesCode = /^(\S*\/)?([a-z]*sh|su|python[\d.]*|test|\[|printf)$/;
/** What may stand before the name of a program. */
const beforeProgram = /^(then|do|else|elif|if|while|until|!|\{|time|exec|command|builtin|env|\w+=\S*)$/;

function readShell() {
  let place: 'plain' | 'single' | 'double' | 'comment' = 'plain';
  /** What has been read of the present simple command, and of its present word. */
  let command = '';
  let word = '';
  /** `>&` and `>|` end no command. */
  let redirects = false;
  let strange: string | null = null;

  const readPlain = (rest: string): number => {
    for (const [pattern, words] of strangeInPlain) if (pattern.test(rest)) strange ??= words;
    const [character = ''] = rest;
    // A continued line goes on as if nothing stood between.
    if (rest.startsWith('\\\n')) return 2;
    const isRedirecting = redirects;
    redirects = character === '<' || character === '>';
    if (character === '#' && word === '') place = 'comment';
    else if (/[;()\n]/.test(character) || (/[|&]/.test(character) && !isRedirecting)) {
      command = '';
      word = '';
    } else if (/[\s<>&|]/.test(character)) {
      command += ' ';
      word = '';
    } else {
      if (character === "'") place = 'single';
      if (character === '"') place = 'double';
      const length = character === '\\' ? 2 : 1;
      word += rest.slice(0, length);
      command += rest.slice(0, length);
      return length;
    }
    return 1;
  };
  const readQuoted = (rest: string): number => {
    for (const [pattern, words] of strangeInQuotes) if (pattern.test(rest)) strange ??= words;
    if (rest.startsWith('"')) place = 'plain';
    const length = rest.startsWith('\\') ? 2 : 1;
    // Whatever is in quotes belongs to the word; which characters it has matters to nothing here.
    word += '"';
    command += '"';
    return length;
  };

  return {
    read(text: string): void {
      for (let at = 0; at < text.length; ) {
        const rest = text.slice(at, at + 200);
        if (place === 'plain') at += readPlain(rest);
        else if (place === 'double') at += readQuoted(rest);
        else {
          if (place === 'single' && text[at] === "'") place = 'plain';
          if (place === 'comment' && text[at] === '\n') {
            place = 'plain';
            command = '';
            word = '';
          } else if (place !== 'comment') {
            word += "'";
            command += "'";
          }
          at += 1;
        }
      }
    },
    readWord(): void {
      word += 'x';
      command += 'x';
    },
    whyNotHere(): string | null {
      if (place === 'single' || place === 'double') return 'in quotes; it is quoted already';
      if (place === 'comment') return 'in a comment';
      if (word.endsWith('$')) return 'after a "$"';
      if (word.includes('[')) return 'in brackets, which some shells read as code';
      const words = command.split(' ').filter((each) => each !== '');
      if (word !== '') words.pop();
      const isAssigned = /^\w+=/.test(word);
      const code = words.find((each) => readsCode.test(each) && !(isAssigned && assigns.test(each)));
      if (code !== undefined) return `after "${code}", which reads it as code`;
      const option = words.find((each) => each === '-c' || each === '-v');
      if (option !== undefined && words.some((each) => takesCode.test(each)))
        return `after "${option}", which reads it as code`;
      if (!word.includes('=') && words.every((each) => beforeProgram.test(each)))
        return 'where the name of a program stands';
      return null;
    },
    whyNotAnywhere: () => strange,
  };
}
