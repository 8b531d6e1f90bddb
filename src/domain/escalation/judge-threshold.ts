import type { EventOf } from '../events';
import type { Reading } from './read-condition';
import type { Rule } from './rule';
import type { ThresholdState } from './threshold-state';

export type ThresholdStep = EventOf<'threshold.met' | 'threshold.crossed' | 'threshold.cleared'>['type'];

/** What changes for a threshold, and since when its crossing has been gone (Unix ms, null = it is not). */
export type Judgement = {
  readonly steps: readonly ThresholdStep[];
  readonly goneSince: number | null;
};

/**
 * Takes one threshold one reading further: met when its condition holds, crossed when it has held for the
 * rule's time without a break, cleared when it has been clearly gone for the rule's clearing time.
 *
 * @param goneSince what the judgement before this one said
 */
export function judgeThreshold(
  rule: Pick<Rule, 'forMs' | 'clearForMs'>,
  state: Pick<ThresholdState, 'metAt' | 'crossedAt'> | undefined,
  { holds, isGone }: Reading,
  goneSince: number | null,
  at: number,
): Judgement {
  const metAt = state?.metAt ?? null;
  const crossedAt = state?.crossedAt ?? null;
  if (crossedAt !== null) {
    if (!isGone) return { steps: [], goneSince: null };
    const since = goneSince ?? at;
    return at - since >= rule.clearForMs
      ? { steps: ['threshold.cleared'], goneSince: null }
      : { steps: [], goneSince: since };
  }
  const calm = { goneSince: null };
  if (metAt === null) {
    if (!holds) return { steps: [], ...calm };
    return { steps: rule.forMs === 0 ? ['threshold.met', 'threshold.crossed'] : ['threshold.met'], ...calm };
  }
  if (!holds) return { steps: ['threshold.cleared'], ...calm };
  return { steps: at - metAt >= rule.forMs ? ['threshold.crossed'] : [], ...calm };
}
