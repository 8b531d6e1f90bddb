import type { DomainEvent } from '../events';

/** What the journal says of one rule of one service. Null = not so now. */
export type ThresholdState = {
  /** Since when the condition has held. */
  readonly metAt: number | null;
  readonly crossedAt: number | null;
  /** The incident that was open when it crossed. */
  readonly incident: string | null;
  readonly reading: string;
};

const untouched: ThresholdState = { metAt: null, crossedAt: null, incident: null, reading: '' };

/** Under what a rule stands in the world: services name their rules independently of each other. */
export const thresholdKey = (service: string, rule: string): string => `${service}/${rule}`;

/** Under what a refused start stands in the world: a rule may ask for several runbooks. */
export const refusalKey = (service: string, rule: string, runbook: string): string =>
  `${thresholdKey(service, rule)}/${runbook}`;

/** Folds one event into the rule it names. */
export function evolveThreshold(
  state: ThresholdState = untouched,
  event: DomainEvent,
  at: number,
): ThresholdState {
  switch (event.type) {
    case 'threshold.met':
      return { ...untouched, metAt: at, reading: event.data.reading };
    case 'threshold.crossed':
      return {
        metAt: state.metAt ?? at,
        crossedAt: at,
        incident: event.data.incident ?? null,
        reading: event.data.reading,
      };
    case 'threshold.cleared':
      return { ...untouched, reading: event.data.reading };
    default:
      return state;
  }
}
