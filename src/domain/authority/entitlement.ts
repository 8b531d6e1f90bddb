import type { Incident } from '../incident/incident';
import type { Person } from '../plan/plan';
import type { Service } from '../service/service';
import { offices, wasNamed } from './staff';
import { means } from './who';

/**
 * Why this person may start the recovery of a service, in words; null when they may not. Entitled is whom
 * `authority.initiate` names, to whom the decision passed by succession, and who commands the incident and
 * holds that office in the plan: taking command is open to anyone, and gives nobody else the right to run.
 */
export function entitlement(person: Person, service: Service, incident: Incident | null): string | null {
  // Whoever took the role of the observer looks on, whatever the plan would let them do.
  if (incident?.roles.observer === person.id && incident.commander !== person.id) return null;
  const named = service.authority.initiate.find((who) => means(who, person));
  if (named !== undefined && wasNamed(incident, 'initiate', person))
    return named.startsWith('role:') ? named.slice(5).replaceAll('-', ' ') : 'named in the plan';
  const holdsOffice = offices.some((who) => means(who, person)) && wasNamed(incident, 'office', person);
  if (incident?.commander === person.id && holdsOffice) return `commands ${incident.id}`;
  const passed = incident?.passedTo.find((each) => each.person === person.id);
  return passed ? `by succession since ${new Date(passed.at).toISOString().slice(11, 16)} UTC` : null;
}
