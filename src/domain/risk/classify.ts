import type { NamedCategory, RiskCategory } from './category';
import { findPhrases, type PhraseBook } from './find-phrases';

/** What a text is about, and the words that say so: the heaviest first, none for `uncategorised`. */
export type Classified = {
  readonly category: RiskCategory;
  readonly because: readonly { readonly phrase: string; readonly weight: number }[];
};

/** Below this nothing is claimed: one weak word is a guess. */
export const leastWeight = 2;

/**
 * Weighs the phrases of a summary; those found elsewhere (description, category and closing notes of the source) count
 * half. The heaviest category wins, and where two are as heavy the one that is spoken of first.
 *
 * @param elsewhere phrases of the book, as an import keeps them; what is none says nothing
 */
export function classify(book: PhraseBook, summary: string, elsewhere: readonly string[]): Classified {
  const here = findPhrases(book, summary);
  const known = new Set(here.map(({ phrase }) => phrase));
  const there = [...new Set(elsewhere)].flatMap((phrase) => {
    const entry = known.has(phrase) ? undefined : book.byPhrase.get(phrase);
    return entry ? [{ phrase, category: entry.category, weight: entry.weight / 2 }] : [];
  });
  const found = [...distinct(here), ...there];
  const sums = new Map<NamedCategory, number>();
  for (const { category, weight } of found) sums.set(category, (sums.get(category) ?? 0) + weight);
  const [best] = [...sums].reduce<readonly [RiskCategory, number]>(
    (heaviest, each) => (each[1] > heaviest[1] ? each : heaviest),
    // Sums stand in the order in which their first words do, so that an equal later one does not win.
    ['uncategorised', leastWeight - 0.5],
  );
  const because = found
    .filter(({ category }) => category === best)
    .sort((a, b) => b.weight - a.weight)
    .map(({ phrase, weight }) => ({ phrase, weight }));
  return { category: best, because };
}

/** Saying a word three times does not make it three times as true. */
function distinct<T extends { readonly phrase: string }>(found: readonly T[]): readonly T[] {
  return [...new Map(found.map((each) => [each.phrase, each])).values()];
}
