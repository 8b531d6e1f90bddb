import { refuse } from '../../errors';
import { type NewEvent, stream } from '../events';
import { isDisrupted, unknownService, worstProbe } from '../service/service-state';
import type { World } from '../world';
import { type Circumstances, happened, requireActor } from './circumstances';
import { commandTaken } from './command-taken';
import { type Incident, isOpen } from './incident';
import { requireIncident, requireService } from './lookup';
import { requireWords } from './words';

/**
 * Opens an incident that was stood down once more, to finish what it left. Whoever reopens it commands it. A proof
 * that was given keeps its time, and stands until a probe says otherwise. What broke anew after a proof is a new
 * incident with an impact start of its own.
 */
export function reopen(
  now: Circumstances,
  command: { readonly incident: string; readonly reason: string },
): NewEvent[] {
  const incident = requireIncident(now.world, command.incident);
  const { id } = incident;
  const person = requireActor(now, 'reopen an incident', null).id;
  if (isOpen(incident)) refuse(`${id} is open.`);
  const service = requireService(now.plan, incident.service);
  if (incident.mode !== now.plan.mode)
    refuse(`${id} was ${incident.mode}, and the plan in force is ${now.plan.mode}. It cannot be reopened.`);
  const later = Object.values(now.world.incidents).findLast((each) => each.service === incident.service);
  if (later && later.id !== id)
    refuse(`${later.id} came after ${id} for ${service.name}. Only the latest incident is reopened.`);
  const state = now.world.services[service.id] ?? unknownService;
  if (incident.verifiedAt !== null && isDisrupted(state.condition))
    refuse(
      `${service.name} was verified in ${id} and is ${state.condition} again. Declare a new incident: its impact began later.`,
    );
  const reason = requireWords(command.reason, 'The reason to reopen an incident', 500);
  return [
    happened(now, person, { type: 'incident.reopened', data: { incident: id, reason } }),
    ...commandTaken(now, incident, { person }),
    ...stillVerified(now, incident),
  ];
}

/** Without the incident in it, so that its proof keeps the time at which it was given. */
function stillVerified(
  { world, at }: { readonly world: World; readonly at: number },
  { id, service, verifiedAt }: Incident,
): NewEvent[] {
  const state = world.services[service] ?? unknownService;
  if (verifiedAt === null || state.condition !== 'healthy') return [];
  const { failing = 0, total = 0 } = worstProbe(state)?.probe ?? {};
  const data = { service, from: state.condition, to: 'verified' as const, failing, total };
  return [
    {
      type: 'service.changed',
      stream: stream.service(service),
      occurredAt: at,
      actor: 'console',
      data: { ...data, because: `${id} was reopened, and its proof stands` },
    },
  ];
}
