import { peopleMeant } from '../authority/who';
import type { NewEvent } from '../events';
import type { Plan } from '../plan/plan';
import type { World } from '../world';
import { happened, isObserver } from './circumstances';
import type { Decision } from './decision';
import { type Incident, isOpen } from './incident';
import { unsettledIncidents } from './unsettled';

/** What is due by the clock is decided on. */
export type Due = { readonly world: World; readonly plan: Plan; readonly at: number };

/**
 * Passes every decision whose time-box has ended to the next in the order of succession, with a time-box of the
 * same length. When nobody is left it stays where it is, overdue.
 */
export function dueDecisions(now: Due): NewEvent[] {
  return unsettledIncidents(now.world)
    .filter(isOpen)
    .flatMap((incident) =>
      Object.values(incident.decisions)
        .filter((decision) => decision.verdict === null && decision.dueAt <= now.at)
        .flatMap((decision) => passOn(now, incident, decision)),
    );
}

function passOn(now: Due, incident: Incident, decision: Decision): NewEvent[] {
  const to = nextToDecide(now.plan, incident, decision);
  if (to === null) return [];
  const { id, owner, timeBoxMs } = decision;
  const data = { incident: incident.id, decision: id, from: owner, to, dueAt: now.at + timeBoxMs };
  return [happened(now, null, { type: 'decision.passed', data })];
}

/**
 * Person id of who comes after the present owner in the succession of the service, then from its top: whoever
 * stands before an owner was not asked yet. Nobody is asked twice, and observers not at all.
 */
function nextToDecide(plan: Plan, incident: Incident, decision: Decision): string | null {
  const service = plan.services.find((each) => each.id === incident.service);
  const line = peopleMeant(plan, service?.authority.succession ?? []);
  const at = line.findIndex((person) => person.id === decision.owner);
  const asked = new Set([decision.owner, ...decision.passedFrom]);
  const next = [...line.slice(at + 1), ...line.slice(0, Math.max(at, 0))].find(
    (person) => !asked.has(person.id) && !isObserver(person, incident),
  );
  return next?.id ?? null;
}
