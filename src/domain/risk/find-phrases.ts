import { type NamedCategory, type OwnWords, riskCategories } from './category';
import { type CategoryWords, categoryWords } from './category-words';

/** A phrase that speaks for a category, and where it stands: words from `from` up to `to`, not included. */
export type FoundPhrase = {
  readonly phrase: string;
  readonly category: NamedCategory;
  readonly weight: number;
  readonly from: number;
  readonly to: number;
};

/** Phrases by the first word they begin with, made once for many texts. */
export type PhraseBook = {
  readonly whole: ReadonlyMap<string, readonly Entry[]>;
  /** By the first three letters of a first word that ends in `*`. */
  readonly open: ReadonlyMap<string, readonly Entry[]>;
  readonly byPhrase: ReadonlyMap<string, Entry>;
};

type Entry = {
  readonly phrase: string;
  readonly words: readonly string[];
  readonly category: NamedCategory;
  readonly weight: number;
};

/** A plan's own words count as much as the strongest of ours. */
export const ownWordWeight = 3;

/** @param own words of the plan, by category; one that we have too is the plan's */
export function phraseBook(own: OwnWords = {}): PhraseBook {
  const byPhrase = new Map<string, Entry>();
  for (const [category, weight, phrase] of [...shipped(categoryWords), ...ownOf(own)]) {
    const words = wordsOf(phrase, true);
    if (words.length > 0) byPhrase.set(words.join(' '), { phrase: words.join(' '), words, category, weight });
  }
  const whole = new Map<string, Entry[]>();
  const open = new Map<string, Entry[]>();
  for (const entry of byPhrase.values()) {
    const first = entry.words[0] ?? '';
    const [shelf, key] = first.endsWith('*') ? [open, first.slice(0, 3)] : [whole, first];
    const others = shelf.get(key);
    if (others) others.push(entry);
    else shelf.set(key, [entry]);
  }
  return { whole, open, byPhrase };
}

/**
 * The phrases of a text, in order. No word counts twice: where two phrases overlap the longer one counts, so that
 * "password expired" says nothing about certificates.
 */
export function findPhrases(book: PhraseBook, text: string): readonly FoundPhrase[] {
  const words = wordsOf(text);
  const all = words.flatMap((word, from) =>
    [
      ...(book.whole.get(word) ?? []),
      ...(book.open.get(`${word.slice(0, 2)}*`) ?? []),
      ...(book.open.get(word.slice(0, 3)) ?? []),
    ]
      .filter((entry) => entry.words.every((each, index) => fits(each, words[from + index])))
      .map((entry): FoundPhrase => {
        const { phrase, category, weight } = entry;
        return { phrase, category, weight, from, to: from + entry.words.length };
      }),
  );
  const length = ({ from, to }: FoundPhrase) => to - from;
  const taken = new Set<number>();
  return all
    .sort((a, b) => length(b) - length(a) || b.weight - a.weight || a.from - b.from)
    .filter(({ from, to }) => {
      for (let at = from; at < to; at++) if (taken.has(at)) return false;
      for (let at = from; at < to; at++) taken.add(at);
      return true;
    })
    .sort((a, b) => a.from - b.from);
}

/** The same, each once: what is kept of a text that itself is not kept. */
export function phrasesOf(book: PhraseBook, text: string): readonly string[] {
  return [...new Set(findPhrases(book, text).map(({ phrase }) => phrase))];
}

/** Small letters and digits, all else separates; with `star` an asterisk at the end of a word stays. */
export function wordsOf(text: string, star = false): readonly string[] {
  const plain = text.toLowerCase().replace(/['’]/g, '');
  return plain.match(star ? /[\p{L}\p{N}]+\*?/gu : /[\p{L}\p{N}]+/gu) ?? [];
}

function fits(pattern: string, word: string | undefined): boolean {
  if (word === undefined) return false;
  return pattern.endsWith('*') ? word.startsWith(pattern.slice(0, -1)) : word === pattern;
}

function* shipped(words: CategoryWords): Iterable<readonly [NamedCategory, number, string]> {
  for (const category of named) {
    for (const weight of [1, 2, 3] as const) {
      for (const phrase of words[category][weight]) yield [category, weight, phrase];
    }
  }
}

function* ownOf(own: OwnWords): Iterable<readonly [NamedCategory, number, string]> {
  for (const category of named)
    for (const phrase of own[category] ?? []) yield [category, ownWordWeight, phrase];
}

const named = riskCategories.filter((each): each is NamedCategory => each !== 'uncategorised');
