import type { Incident } from './incident';

/** How many people one commander leads directly; ICS asks for at most seven. */
export type SpanOfControl = {
  readonly people: readonly string[];
  readonly most: 7;
  readonly isExceeded: boolean;
};

/** Everyone who holds a role or an open task in the incident, the commander aside. */
export function spanOfControl(incident: Incident): SpanOfControl {
  const busy = Object.values(incident.tasks).filter((task) => task.result === null);
  const everyone = new Set([...Object.values(incident.roles), ...busy.map((task) => task.owner)]);
  const people = [...everyone].filter((person) => person !== incident.commander);
  return { people, most: 7, isExceeded: people.length > 7 };
}
