import { AppError } from '../../errors';
import type { Person, Plan } from '../plan/plan';
import type { Service } from '../service/service';
import type { World } from '../world';
import { type Incident, isOpen } from './incident';
import { unsettledIncidents } from './unsettled';

/** @throws AppError `not-found` */
export function requireService(plan: Plan, id: string): Service {
  const service = plan.services.find((each) => each.id === id);
  if (service) return service;
  throw new AppError(
    'not-found',
    `The plan has no service "${id}". It has: ${plan.services.map((s) => s.id).join(', ')}.`,
  );
}

/** @throws AppError `not-found` */
export function requirePerson(plan: Pick<Plan, 'people'>, id: string): Person {
  const person = plan.people.find((each) => each.id === id);
  if (person) return person;
  throw new AppError(
    'not-found',
    `The plan names no person "${id}". It names: ${plan.people.map((p) => p.id).join(', ')}.`,
  );
}

/** @throws AppError `not-found` */
export function requireIncident(world: World, id: string): Incident {
  const incident = Object.hasOwn(world.incidents, id) ? world.incidents[id] : undefined;
  if (incident) return incident;
  throw new AppError('not-found', `The journal holds no incident "${id}".`);
}

/** The open incident of a service, or null. There is never more than one. */
export function openIncidentOf(world: World, service: string): Incident | null {
  return unsettledIncidents(world).find((each) => each.service === service && isOpen(each)) ?? null;
}

/** The person at the console, or null when nobody signed in or the plan no longer names them. */
export function presentOperator(plan: Plan, world: World): Person | null {
  return plan.people.find((each) => each.id === world.operator) ?? null;
}
