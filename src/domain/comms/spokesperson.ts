import { refuse } from '../../errors';
import type { Incident } from '../incident/incident';
import type { Person } from '../plan/plan';

const roles = ['incident-commander', 'deputy', 'communications-lead'];

/** Whether this person speaks for the incident: command or communications, by the plan or in this incident. */
export function isSpokesperson(incident: Incident, person: Person): boolean {
  if (incident.commander === person.id) return true;
  return roles.some((role) => person.roles.includes(role) || incident.roles[role] === person.id);
}

/** @throws AppError `refused` naming who would be right */
export function requireSpokesperson(incident: Incident, person: Person): void {
  if (isSpokesperson(incident, person)) return;
  refuse(
    `${person.name} does not speak for ${incident.id}. The Incident Commander, the Deputy or the Communications Lead signs off.`,
  );
}
