import { refuse } from '../../errors';
import type { NewEvent } from '../events';
import { type Circumstances, happened, requireActor, requireOpen } from './circumstances';
import type { Due } from './due-decisions';
import { type Incident, isOpen } from './incident';
import { unsettledIncidents } from './unsettled';
import { requireWords } from './words';

/** Share of the RTO after which a plan B has to be named when nothing is verified. */
const dueShare = 0.5;

/**
 * Asks, once, for a plan B in every open incident that has used half of its RTO and has neither proof nor plan. Not
 * in one that was reopened: the time that it was closed was not used.
 */
export function duePlanB(now: Due): NewEvent[] {
  return unsettledIncidents(now.world)
    .filter(isOpen)
    .filter(({ verifiedAt, planB }) => verifiedAt === null && planB.dueAt === null && planB.text === null)
    .filter(({ reopenedAt }) => reopenedAt === undefined)
    .filter((incident) => rtoUsed(incident, now.at) >= dueShare)
    .map((incident) => {
      const data = { incident: incident.id, rtoUsed: rtoUsed(incident, now.at) };
      return happened(now, null, { type: 'plan-b.due', data });
    });
}

/** Names the plan B, at any time; a later one takes its place. For the Incident Commander or the Deputy to say. */
export function choosePlanB(
  now: Circumstances,
  command: { readonly incident: string; readonly text: string },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'choose plan B', incident);
  if (person.id !== incident.commander && person.id !== incident.roles.deputy)
    refuse('The Incident Commander or the Deputy chooses plan B. Take command, or propose it as a decision.');
  const data = { incident: incident.id, text: requireWords(command.text, 'A plan B', 5000) };
  return [happened(now, person.id, { type: 'plan-b.chosen', data })];
}

/** Share of the RTO that is used up at a moment; more than 1 once it is missed. */
export function rtoUsed(
  { impactStart, objectives }: Pick<Incident, 'impactStart' | 'objectives'>,
  at: number,
): number {
  return objectives.rtoMs === 0 ? 1 : Math.max(0, at - impactStart) / objectives.rtoMs;
}
