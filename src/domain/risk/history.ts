import type { OwnWords } from './category';
import type { Exposure } from './exposure';
import { defaultMoneySteps, type MoneySteps } from './impact-level';
import { dayMs, defaultPatterns } from './patterns';
import type { Ticket } from './ticket';

/** How this plan reads its history; `history.yaml`. */
export type HistorySettings = {
  readonly least: number;
  readonly withinMs: number;
  /** How old the proof of a path may be before an exposure behind it is flagged. */
  readonly proofMs: number;
  readonly money: MoneySteps;
  readonly words: OwnWords;
  /** What services are called in other tools, by service id. */
  readonly aliases: Readonly<Record<string, readonly string[]>>;
};

export const defaultHistorySettings: HistorySettings = {
  ...defaultPatterns,
  proofMs: 90 * dayMs,
  money: defaultMoneySteps,
  words: {},
  aliases: {},
};

/** What was taken over from other tools and stands in the plan's `history` folder. */
export type History = { readonly tickets: readonly Ticket[]; readonly exposures: readonly Exposure[] };

export const noHistory: History = { tickets: [], exposures: [] };
