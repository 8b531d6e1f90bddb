import { refuse } from '../../errors';
import { brokenBound } from '../authority/bounds';
import { type Actor, type EventOf, type NewEvent, stream } from '../events';
import { type Circumstances, requireOperator } from '../incident/circumstances';
import { type Incident, isOpen } from '../incident/incident';
import { openIncidentOf, requireService } from '../incident/lookup';
import type { Plan } from '../plan/plan';
import type { Service } from '../service/service';
import { lastReached, unknownService } from '../service/service-state';
import type { World } from '../world';
import { type ManifestEntry, resolveTargets } from './manifest';

/** When the connections of a service are opened beforehand: by itself at a declaration, on a person's word, or not. */
export const armings = ['automatic', 'manual', 'never'] as const;
export type Arming = (typeof armings)[number];

type Present = { readonly plan: Plan; readonly world: World; readonly at: number };

/** Exactly the endpoints that the restore runbook would touch now; none without a runbook. */
export function armTargets({ plan, world, at }: Present, service: Service): readonly ManifestEntry[] {
  if (!plan.runbooks.some((each) => each.id === service.restore)) return [];
  const lastSeen = lastReached(world.services[service.id] ?? unknownService, at);
  const { id, restore: runbook = '' } = service;
  return resolveTargets({ plan, service: id, runbook, lastSeen }).entries;
}

/** Whether somebody may have the connections of a service opened now. Needs a name, and no authority. */
export function requireArm(
  now: Circumstances,
  ask: { readonly service: string },
): { readonly person: string; readonly service: Service } {
  const person = requireOperator(now, 'keep connections open');
  const service = requireService(now.plan, ask.service);
  if (service.arm === 'never')
    refuse(`The plan says that connections to ${service.name} are never kept open (arm: never).`);
  if (armTargets(now, service).length === 0)
    refuse(`No endpoint of ${service.name} can be reached that its runbook may touch.`);
  const busy = runningOn(now.world, service.id);
  if (busy) refuse(`${busy} is running there and keeps its own connections.`);
  return { person, service };
}

/**
 * Whether the connections for an incident are opened by themselves: its service asks for it, the restore runbook may
 * run now by some envelope, and nothing has run yet. Opening them is no run: nothing is sent over them.
 */
export function armsByItself(now: Present, incident: Incident): boolean {
  const { plan, at } = now;
  const service = plan.services.find((each) => each.id === incident.service);
  if (!service || (service.arm ?? 'automatic') !== 'automatic') return false;
  if (!isOpen(incident) || incident.runs.length > 0 || plan.mode === 'tabletop') return false;
  const endpoints = armTargets(now, service).length;
  return (
    endpoints > 0 &&
    service.authority.envelopes.some(
      (each) => each.runbook === service.restore && brokenBound(each, { incident, endpoints, at }) === null,
    )
  );
}

/** Why connections that are kept for a service are not needed any more; null = they are. */
export function armIsOver(
  { plan, world }: Present,
  service: string,
  incident: string | null,
): EventOf<'fleet.disarmed'>['data']['because'] | null {
  const inPlan = plan.services.find((each) => each.id === service);
  if (!inPlan?.restore || inPlan.arm === 'never') return 'plan-changed';
  if (runningOn(world, service)) return 'run';
  const its = incident === null ? undefined : world.incidents[incident];
  return its && !isOpen(its) ? 'incident-ended' : null;
}

/** `person: null` = by the plan. */
export function fleetArmed(
  { world, at }: Pick<Present, 'world' | 'at'>,
  { service, person, endpoints }: { service: string; person: string | null; endpoints: number },
): NewEvent {
  const incident = openIncidentOf(world, service)?.id;
  const automatic = person === null ? { automatic: true as const } : {};
  return {
    type: 'fleet.armed',
    data: { service, ...(incident ? { incident } : {}), endpoints, ...automatic },
    ...onService(at, service, person),
  };
}

/** Asks for nobody's name: letting go is never made harder than holding on. */
export function fleetDisarmed(
  at: number,
  person: string | null,
  { incident, ...data }: Omit<EventOf<'fleet.disarmed'>['data'], 'incident'> & { incident: string | null },
): NewEvent {
  return {
    type: 'fleet.disarmed',
    data: { ...data, ...(incident === null ? {} : { incident }) },
    ...onService(at, data.service, person),
  };
}

const runningOn = (world: World, service: string): string | null =>
  Object.values(world.runs).find((run) => run.result === null && run.service === service)?.id ?? null;

function onService(at: number, service: string, person: string | null) {
  const actor: Actor = person === null ? 'console' : `person:${person}`;
  return { stream: stream.service(service), occurredAt: at, actor };
}
