import type { Incident } from '../incident/incident';
import type { Person, Plan } from '../plan/plan';
import type { Service } from '../service/service';
import { peopleMeant } from './who';

/** Whom the plan named for what when an incident was declared, by person id. */
export type Staff = {
  readonly initiate: readonly string[];
  readonly approve: readonly string[];
  readonly succession: readonly string[];
  readonly breakGlass: readonly string[];
  /** Who commands with the right to run: Incident Commanders and Deputies of the plan. */
  readonly office: readonly string[];
};

/** The roles whose holders may run what they command. */
export const offices = ['role:incident-commander', 'role:deputy'] as const;

/** Whom the plan names for a service at this moment. */
export function staffOf(plan: Pick<Plan, 'people'>, { authority }: Service) {
  const ids = (list: readonly string[]) => peopleMeant(plan, list).map((person) => person.id);
  return {
    initiate: ids(authority.initiate),
    approve: ids(authority.approve),
    succession: ids(authority.succession),
    breakGlass: ids(authority.breakGlass),
    office: ids(offices),
  } satisfies Staff;
}

/**
 * Whether somebody was named for this before the incident: like an envelope, a name that is written into the
 * plan in the middle of a disruption gives nothing. In calm, and in incidents that do not tell, it is the plan's to say.
 */
export function wasNamed(incident: Incident | null, part: keyof Staff, person: Person): boolean {
  return incident === null || incident.staff === null || incident.staff[part].includes(person.id);
}
