import type { Plan } from '../../../src/domain/plan/plan';
import type { World } from '../../../src/domain/world';

/** A sentence; `strong` parts carry the numbers that decide. */
export type Fact = readonly (string | { readonly strong: string })[];

/** What the primary action says. `tone` colours the block, never the words alone. */
export type PrimaryWords = {
  readonly title: string;
  readonly facts: readonly Fact[];
  readonly tone: 'act' | 'quiet' | 'danger' | 'warn' | 'good';
};

/** What the words are about. */
export type WordsContext = { readonly plan: Plan; readonly world: World; readonly at: number };

/** A part that decides. */
export const strong = (text: string) => ({ strong: text });
