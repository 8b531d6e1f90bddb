import { refuse } from '../../errors';
import { type Actor, type DomainEvent, type NewEvent, stream } from '../events';
import type { Person, Plan } from '../plan/plan';
import type { World } from '../world';
import type { Incident } from './incident';
import { isOpen } from './incident';
import { requireIncident, requirePerson } from './lookup';

/** Who asks, on which plan, in which world, when. Every command gets exactly this. */
export type Circumstances = {
  readonly world: World;
  readonly plan: Plan;
  readonly at: number;
  /** Person id of the operator at the console, or null when nobody signed in. */
  readonly operator: string | null;
};

/** The operator's id, or a refusal that says what they were about to do. */
export function requireOperator(now: Circumstances, intent: string): string {
  if (now.operator === null) return refuse(`Say who you are before you ${intent}.`);
  return requirePerson(now.plan, now.operator).id;
}

/**
 * The operator as someone who may act: whoever only observes is refused by name.
 * @param incident in which they act; null = outside of any, where only the plan makes an observer
 */
export function requireActor(now: Circumstances, intent: string, incident: Incident | null): Person {
  const person = requirePerson(now.plan, requireOperator(now, intent));
  if (isObserver(person, incident))
    refuse(`${person.name} observes, and an observer writes notes only. Let somebody else ${intent}.`);
  return person;
}

/** Whether someone only looks on: by the plan, which gives them no other role, or by their role in this incident. */
export function isObserver(person: Person, incident: Incident | null): boolean {
  if (isObserverByPlan(person)) return true;
  return incident?.roles.observer === person.id && incident.commander !== person.id;
}

/** Whether `observer` is the only role that the plan gives this person. */
export const isObserverByPlan = ({ roles }: Person): boolean =>
  roles.length > 0 && roles.every((role) => role === 'observer');

export function requireOpen(now: Pick<Circumstances, 'world'>, id: string): Incident {
  const incident = requireIncident(now.world, id);
  if (!isOpen(incident)) refuse(`${id} is resolved. Declare a new incident if it is back.`);
  return incident;
}

/** An event of the incident it names, done by this person now; `null` = by the console. */
export function happened(
  now: Pick<Circumstances, 'at'>,
  person: string | null,
  event: DomainEvent & { readonly data: { readonly incident: string } },
): NewEvent {
  const actor: Actor = person === null ? 'console' : `person:${person}`;
  return { ...event, stream: stream.incident(event.data.incident), occurredAt: now.at, actor } as NewEvent;
}
