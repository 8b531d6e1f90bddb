import type { Plan } from '../plan/plan';
import type { World } from '../world';

/** The parts of an ICS-201 incident briefing; each a list of lines, none empty. */
export type Briefing = {
  readonly situation: readonly string[];
  readonly objectives: readonly string[];
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly openDecisions: readonly string[];
  readonly authorityInForce: readonly string[];
};

/** The briefing as it would be given now. */
export function briefingOf(_plan: Plan, _world: World, _incident: string, _at: number): Briefing {
  throw new Error('not built');
}

/** The briefing as text, headings and lines, as it goes into the journal. */
export function briefingText(_briefing: Briefing): string {
  throw new Error('not built');
}
