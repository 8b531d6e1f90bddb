import type { Occurrence } from './occurrence';
import type { Pattern } from './patterns';
import type { RiskBoard } from './risk-board';

const most = { patterns: 200, occurrences: 30, exposures: 500 } as const;

/** A board as a window gets it: years of tickets stay with the core. */
export type RiskView = Omit<RiskBoard, 'patterns'> & {
  /** The heaviest ones; `count` is of all its occurrences, of which the newest are there. */
  readonly patterns: readonly (Omit<Pattern, 'occurrences'> & {
    readonly count: number;
    readonly occurrences: readonly Occurrence[];
  })[];
  /** What is left out of the lists. */
  readonly more: { readonly patterns: number; readonly exposures: number };
  /** What could not be read of the history folder. */
  readonly unread: number;
};

export function riskView(board: RiskBoard, unread: number): RiskView {
  const { patterns, exposures } = board;
  return {
    ...board,
    patterns: patterns.slice(0, most.patterns).map((pattern) => ({
      ...pattern,
      count: pattern.occurrences.length,
      occurrences: pattern.occurrences.slice(0, most.occurrences),
    })),
    exposures: { ...exposures, rows: exposures.rows.slice(0, most.exposures) },
    more: {
      patterns: Math.max(0, patterns.length - most.patterns),
      exposures: Math.max(0, exposures.rows.length - most.exposures),
    },
    unread,
  };
}
