import type { Plan } from '../plan/plan';
import type { World } from '../world';
import { authorityInForce, openDecisions } from './briefing-authority';
import { actions, objectives, resources, situation } from './briefing-situation';
import { requireIncident } from './lookup';

/** The parts of an ICS-201 incident briefing; each a list of lines, none empty. */
export type Briefing = {
  readonly situation: readonly string[];
  readonly objectives: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly openDecisions: readonly string[];
  readonly authorityInForce: readonly string[];
};

/**
 * The briefing as it would be given now.
 * @throws AppError `not-found`
 */
export function briefingOf(plan: Plan, world: World, incident: string, at: number): Briefing {
  const about = { plan, world, incident: requireIncident(world, incident), at };
  return {
    situation: orNone(situation(about)),
    objectives: orNone(objectives(about)),
    actions: orNone(actions(about)),
    resources: orNone(resources(about)),
    openDecisions: orNone(openDecisions(about)),
    authorityInForce: orNone(authorityInForce(about)),
  };
}

const headings: readonly (readonly [keyof Briefing, string])[] = [
  ['situation', 'Situation'],
  ['objectives', 'Objectives'],
  ['actions', 'Actions'],
  ['resources', 'Resources'],
  ['openDecisions', 'Open decisions'],
  ['authorityInForce', 'Authority in force'],
];

/** As much as one event holds. */
const mostCharacters = 20_000;

/** The briefing as text, headings and lines, as it goes into the journal. */
export function briefingText(briefing: Briefing): string {
  const text = headings
    .map(([part, heading]) => [heading, ...briefing[part].map((line) => `- ${line}`)].join('\n'))
    .join('\n\n');
  if (text.length <= mostCharacters) return text;
  return `${text.slice(0, mostCharacters - 2).replace(/\p{Cs}$/u, '')} …`;
}

const orNone = (lines: readonly string[]) => (lines.length === 0 ? ['None.'] : lines);
