import type { DomainEvent } from '../events';

/** What the journal says of one rule of one service. Null = not so now. */
export type ThresholdState = {
  /** Since when the condition has held. */
  readonly metAt: number | null;
  readonly crossedAt: number | null;
  readonly reading: string;
};

const untouched: ThresholdState = { metAt: null, crossedAt: null, reading: '' };

/** Under what a rule stands in the world: services name their rules independently of each other. */
export const thresholdKey = (service: string, rule: string): string => `${service}/${rule}`;

/** Folds one event into the rule it names. */
export function evolveThreshold(
  state: ThresholdState = untouched,
  event: DomainEvent,
  at: number,
): ThresholdState {
  switch (event.type) {
    case 'threshold.met':
      return { metAt: at, crossedAt: null, reading: event.data.reading };
    case 'threshold.crossed':
      return { metAt: state.metAt ?? at, crossedAt: at, reading: event.data.reading };
    case 'threshold.cleared':
      return { ...untouched, reading: event.data.reading };
    default:
      return state;
  }
}
