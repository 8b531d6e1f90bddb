import { AppError, refuse } from '../../errors';
import type { NewEvent } from '../events';
import { type Circumstances, happened, requireActor } from '../incident/circumstances';
import { isOpen } from '../incident/incident';
import { requireIncident, requireService } from '../incident/lookup';
import { plainText } from '../plain-text';
import type { Service } from '../service/service';
import { cadenceOf } from './cadence';
import type { Audience } from './channel';
import { newMessageIds, queue } from './compose';
import { updateSubject } from './draft';
import { factsOf } from './facts';
import { minutes, utc } from './moment-words';
import { requireSpokesperson } from './spokesperson';

/** Somebody answers a paging: nobody further is called. It need not be one of those who were. */
export function acknowledgePaging(
  now: Circumstances,
  command: { readonly incident: string; readonly paging: string },
): NewEvent[] {
  const incident = requireIncident(now.world, command.incident);
  const person = requireActor(now, 'acknowledge', incident).id;
  const paging = Object.hasOwn(incident.pagings, command.paging) && incident.pagings[command.paging];
  if (!paging) throw new AppError('not-found', `${incident.id} has no paging "${command.paging}".`);
  if (paging.acknowledgedBy !== null) {
    const name = now.plan.people.find((each) => each.id === paging.acknowledgedBy)?.name;
    const when = utc(paging.acknowledgedAt ?? now.at, now.at);
    refuse(`${name ?? paging.acknowledgedBy} acknowledged at ${when} already.`);
  }
  if (!isOpen(incident)) refuse(`${incident.id} is resolved: nobody is called for it any more.`);
  const data = { incident: incident.id, paging: paging.id, person };
  return [happened(now, person, { type: 'paging.acknowledged', data })];
}

export type SignOff = {
  readonly incident: string;
  readonly audience: string;
  readonly text: string;
  /** How soon the audience is promised to hear again, in milliseconds. Means nothing in a last word. */
  readonly nextUpdateMs: number;
  readonly evenIfEarly?: boolean | undefined;
};

/** A last word is worth sending for so long, in milliseconds; any other until the next is promised. */
const lastWordLivesMs = 3_600_000;

/**
 * Sends an update to an audience. Only command and whoever leads communications sign off; not more often than
 * the audience's floor allows unless they say so, and never promising a longer silence than its ceiling.
 * What is said once the service is verified, or the incident over, is the last word and promises nothing.
 */
export function signOffUpdate(now: Circumstances, command: SignOff): NewEvent[] {
  const { world, plan, at } = now;
  const incident = requireIncident(world, command.incident);
  const person = requireActor(now, 'sign off an update', incident);
  requireSpokesperson(incident, person);
  const audience = requireAudience(requireService(plan, incident.service), command.audience);
  const text = plainText(command.text, 20_000);
  if (text === '') refuse('An update needs words.');
  const cadence = cadenceOf(audience, world, incident, at);
  if (!isOpen(incident) && cadence.state === 'closed')
    refuse(`${incident.id} is resolved, and ${audience.name} needs no further word on it.`);
  if (at < cadence.notBefore && !command.evenIfEarly) {
    const left = Math.ceil((cadence.notBefore - at) / 1000);
    const floor = minutes(audience.floorMs);
    refuse(`${audience.name} heard less than ${floor} ago. Wait ${left} s, or send it although it is early.`);
  }
  const isLastWord = incident.verifiedAt !== null || !isOpen(incident);
  if (!isLastWord) requireKeepable(audience, command.nextUpdateMs);
  const id = newMessageIds(world)();
  const update = {
    ...{ id, kind: 'update' as const, incident: incident.id, audience: audience.id, text, to: audience.to },
    subject: updateSubject(factsOf(plan, world, incident, at), cadence.sent + 1),
    ...(isLastWord ? {} : { nextUpdateAt: at + command.nextUpdateMs }),
    expiresAt: at + (isLastWord ? lastWordLivesMs : command.nextUpdateMs),
    key: `${incident.id}/${id}`,
  };
  return [queue({ plan, at, actor: `person:${person.id}` }, update)];
}

function requireAudience({ name, audiences }: Service, id: string): Audience {
  const audience = audiences.find((each) => each.id === id);
  if (audience) return audience;
  const known = audiences.map((each) => each.id).join(', ') || 'none';
  throw new AppError('not-found', `${name} has no audience "${id}". It has: ${known}.`);
}

/** A promise that the floor would then forbid is as bad as one beyond the ceiling. */
function requireKeepable({ name, floorMs, ceilingMs }: Audience, nextUpdateMs: number): void {
  if (nextUpdateMs > ceilingMs)
    refuse(`${name} must hear again within ${minutes(ceilingMs)}. Say an earlier time.`);
  if (nextUpdateMs < floorMs) refuse(`${name} hears at most every ${minutes(floorMs)}. Say a later time.`);
}
