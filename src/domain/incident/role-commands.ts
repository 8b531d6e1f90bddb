import { refuse } from '../../errors';
import type { NewEvent } from '../events';
import { type Person, roleName } from '../plan/plan';
import { type Circumstances, happened, isObserverByPlan, requireActor, requireOpen } from './circumstances';
import type { Incident } from './incident';
import { requirePerson } from './lookup';
import { type CommandRole, commandRoles } from './roles';

export type AssignRole = {
  readonly incident: string;
  readonly role: string;
  /** Person id; null leaves the role vacant. */
  readonly person: string | null;
};

/**
 * Gives a role of the command to a person, or leaves it vacant. The Incident Commander and the Deputy give
 * roles; a vacant one anybody may take, and whoever holds one may leave it.
 */
export function assignRole(now: Circumstances, { role, person, incident: id }: AssignRole): NewEvent[] {
  const incident = requireOpen(now, id);
  return person === null
    ? vacateRole(now, incident, requireRole(role))
    : giveRole(now, incident, requireRole(role), requirePerson(now.plan, person));
}

function giveRole(now: Circumstances, incident: Incident, role: CommandRole, to: Person): NewEvent[] {
  const operator = requireActor(now, 'give a role', incident);
  const holder = incident.roles[role];
  if (holder === to.id) refuse(`${to.name} is ${roleName(role)} already.`);
  const takesVacant = holder === undefined && to.id === operator.id;
  if (!leads(operator, incident) && !takesVacant)
    refuse('The Incident Commander or the Deputy gives roles. A vacant one you may take yourself.');
  requireFit(incident, role, to);
  const data = { incident: incident.id, role, person: to.id, ...(holder ? { from: holder } : {}) };
  return [happened(now, operator.id, { type: 'role.assigned', data })];
}

function vacateRole(now: Circumstances, incident: Incident, role: CommandRole): NewEvent[] {
  const operator = requireActor(now, 'vacate a role', incident);
  const holder = incident.roles[role];
  if (holder === undefined) return refuse(`${roleName(role)} is vacant already.`);
  if (!leads(operator, incident) && holder !== operator.id)
    refuse(`The Incident Commander, the Deputy or whoever is ${roleName(role)} vacates it.`);
  const data = { incident: incident.id, role, person: holder };
  return [happened(now, operator.id, { type: 'role.vacated', data })];
}

const leads = (person: Person, { commander, roles }: Incident) =>
  person.id === commander || person.id === roles.deputy;

function requireRole(role: string): CommandRole {
  if (role === 'incident-commander')
    return refuse('Command is not given as a role. Take command, or offer a handover.');
  const known = commandRoles.find((each) => each === role);
  if (known) return known;
  const names = commandRoles.filter((each) => each !== 'incident-commander').join(', ');
  return refuse(`There is no role "${role}" in a command. There are: ${names}.`);
}

/** What cannot go together: commanding with deputising or observing, observing with any other role. */
function requireFit(incident: Incident, role: CommandRole, to: Person): void {
  const commands = incident.commander === to.id;
  if (commands && (role === 'deputy' || role === 'observer'))
    refuse(`${to.name} commands ${incident.id}. Name somebody else as ${roleName(role)}.`);
  if (role !== 'observer' && isObserverByPlan(to))
    refuse(`${to.name} is an observer by the plan. Name somebody else as ${roleName(role)}.`);
  const other = Object.entries(incident.roles).find(([, person]) => person === to.id)?.[0];
  if (role === 'observer' && other !== undefined)
    refuse(`${to.name} is ${roleName(other)}. An observer holds no other role: vacate it first.`);
  if (role !== 'observer' && incident.roles.observer === to.id && !commands)
    refuse(`${to.name} observes. Vacate that role first.`);
}
