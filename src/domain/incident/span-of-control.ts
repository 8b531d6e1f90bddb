import type { Incident } from './incident';

/** How many people one commander leads directly; ICS asks for at most seven. */
export type SpanOfControl = {
  readonly people: readonly string[];
  readonly most: 7;
  readonly isExceeded: boolean;
};

/** Everyone who holds a role or an open task in the incident, the commander aside. */
export function spanOfControl(_incident: Incident): SpanOfControl {
  throw new Error('not built');
}
