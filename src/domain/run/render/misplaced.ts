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
  /** The finished words of the present simple command, and the one being read; both without their quotes. */
  let words: string[] = [];
  let word: string | null = null;
  /** What the last character was, if it begins a redirection; and whether the next word is a copy of another (`>&`). */
  let redirects = false;
  let duplicates = false;
  let strange: string | null = null;

  const endWord = (): void => {
    if (word === null) return;
    // Also what other commands around it say may be read as code by it.
    if (word === 'eval') strange ??= '"eval", which reads it as code';
    words.push(word);
    word = null;
    duplicates = false;
  };
  const endCommand = (): void => {
    endWord();
    words = [];
    duplicates = false;
  };
  const take = (characters: string): void => {
    word = (word ?? '') + characters;
  };

  const readPlain = (rest: string): number => {
    for (const [pattern, means] of strangeInPlain) if (pattern.test(rest)) strange ??= means;
    const [character = ''] = rest;
    // A continued line goes on as if nothing stood between.
    if (rest.startsWith('\\\n')) return 2;
    const isRedirecting = redirects;
    redirects = character === '<' || character === '>';
    if (character === '#' && word === null) place = 'comment';
    else if (/[&|]/.test(character) && isRedirecting) duplicates = true;
    else if (/[;|&()\n]/.test(character)) endCommand();
    else if (/[\s<>]/.test(character)) endWord();
    else if (character === '\\') {
      take(rest.slice(1, 2));
      return 2;
    } else {
      if (character === "'") place = 'single';
      if (character === '"') place = 'double';
      take(/['"]/.test(character) ? '' : character);
    }
    return 1;
  };
  const readDouble = (rest: string): number => {
    for (const [pattern, means] of strangeInQuotes) if (pattern.test(rest)) strange ??= means;
    if (rest.startsWith('"')) {
      place = 'plain';
      return 1;
    }
    const isEscape = rest.startsWith('\\');
    take(isEscape ? rest.slice(1, 2) : rest.slice(0, 1));
    return isEscape ? 2 : 1;
  };
  const readSingle = (character: string): number => {
    if (character === "'") place = 'plain';
    else take(character);
    return 1;
  };
  const readComment = (character: string): number => {
    if (character === '\n') {
      place = 'plain';
      endCommand();
    }
    return 1;
  };

  return {
    read(text: string): void {
      for (let at = 0; at < text.length; ) {
        if (place === 'plain') at += readPlain(text.slice(at, at + 200));
        else if (place === 'double') at += readDouble(text.slice(at, at + 200));
        else if (place === 'single') at += readSingle(text.charAt(at));
        else at += readComment(text.charAt(at));
      }
    },
    readWord: () => take('x'),
    whyNotHere(): string | null {
      if (place === 'single' || place === 'double') return 'in quotes; it is quoted already';
      if (place === 'comment') return 'in a comment';
      const before = word ?? '';
      if (before.endsWith('$')) return 'after a "$"';
      if (before.includes('[')) return 'in brackets, which some shells read as code';
      if (duplicates) return 'after ">&", which reads it in a way of its own';
      const isAssigned = /^\w+=/.test(before);
      const code = words.find((each) => readsCode.test(each) && !(isAssigned && assigns.test(each)));
      if (code !== undefined) return `after "${code}", which reads it as code`;
      const option = words.find((each) => each === '-c' || each === '-v');
      if (option !== undefined && words.some((each) => takesCode.test(each)))
        return `after "${option}", which reads it as code`;
      if (!before.includes('=') && words.every((each) => beforeProgram.test(each)))
        return 'where the name of a program stands';
      return null;
    },
    whyNotAnywhere: () => strange,
  };
}
