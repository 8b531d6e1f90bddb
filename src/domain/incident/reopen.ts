import { refuse } from '../../errors';
import { type NewEvent, stream } from '../events';
import type { Service } from '../service/service';
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
    ...proofOf(now, service, incident),
  ];
}

/**
 * What its service is claimed to be from then on. A proof stands: without the incident in it, so that it keeps the time
 * at which it was given. Where there is none, what works by itself is proven by the good sweeps from now on.
 */
function proofOf(
  { world, at }: { readonly world: World; readonly at: number },
  service: Service,
  { id, verifiedAt }: Incident,
): NewEvent[] {
  const state = world.services[service.id] ?? unknownService;
  const { failing = 0, total = 0 } = worstProbe(state)?.probe ?? {};
  const data = { service: service.id, from: state.condition, failing, total };
  const about = { stream: stream.service(service.id), occurredAt: at, actor: 'console' as const };
  if (verifiedAt !== null) {
    if (state.condition !== 'healthy') return [];
    const because = `${id} was reopened, and its proof stands`;
    return [{ ...about, type: 'service.changed', data: { ...data, to: 'verified', because } }];
  }
  if (isDisrupted(state.condition) || service.probes.length === 0) return [];
  const because = `${id} was reopened without a proof`;
  return [{ ...about, type: 'service.changed', data: { ...data, to: 'restored', because, incident: id } }];
}
