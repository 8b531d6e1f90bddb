import { type Incident, isOpen } from '../incident/incident';
import type { World } from '../world';
import type { Audience } from './channel';
import { messagesOf } from './compose';
import type { Message } from './message';

/** When one audience has to hear. Times are Unix milliseconds. */
export type Cadence = {
  readonly audience: Audience;
  /** Updates signed off so far. */
  readonly sent: number;
  /** When the last update that was heard was signed off; null = none was. */
  readonly lastAt: number | null;
  /** Updates signed off since then that have arrived nowhere, so far. */
  readonly undelivered: number;
  /** When the next one is due: the first counts from declaration, each other from what was last heard. */
  readonly dueAt: number;
  /** Not before this without saying so: an audience is not to be flooded. Counts from signing off, heard or not. */
  readonly notBefore: number;
  /** `due` begins at four fifths of the time, `overdue` when it is over, `closed` after the incident's last word. */
  readonly state: 'waiting' | 'due' | 'overdue' | 'closed';
};

const urgency: readonly Cadence['state'][] = ['overdue', 'due', 'waiting', 'closed'];

/** The cadence of every audience of the incident's service, the most urgent first. */
export function cadences(
  audiences: readonly Audience[],
  world: World,
  incident: string,
  at: number,
): Cadence[] {
  const known = world.incidents[incident];
  if (!known) return [];
  return audiences
    .map((audience) => cadenceOf(audience, world, known, at))
    .sort((a, b) => urgency.indexOf(a.state) - urgency.indexOf(b.state) || a.dueAt - b.dueAt);
}

/** The cadence of one audience in one incident. */
export function cadenceOf(audience: Audience, world: World, incident: Incident, at: number): Cadence {
  const updates = messagesOf(world, incident.id).filter(
    (message) => message.kind === 'update' && message.audience === audience.id,
  );
  const signed = updates.at(-1);
  const heard = updates.findLastIndex(isHeard);
  const last = updates[heard];
  const from = last?.queuedAt ?? incident.declaredAt;
  const dueAt = last ? (last.nextUpdateAt ?? last.queuedAt + audience.everyMs) : from + audience.firstMs;
  return {
    audience,
    sent: updates.length,
    lastAt: last?.queuedAt ?? null,
    undelivered: updates.length - heard - 1,
    dueAt,
    notBefore: signed ? signed.queuedAt + audience.floorMs : incident.declaredAt,
    state: isClosed(incident, last?.queuedAt ?? null) ? 'closed' : openState(from, dueAt, at),
  };
}

/** Whether an update has arrived anywhere. One without any way to send it is read out by hand, and so heard. */
export function isHeard({ deliveries }: Pick<Message, 'deliveries'>): boolean {
  const ways = Object.values(deliveries);
  return ways.length === 0 || ways.some(({ state }) => state === 'done');
}

/**
 * The last word is what is said after the service was verified, or after the incident ended without proof.
 * Whoever was never told anything before the end has nothing to be told after it.
 */
function isClosed(incident: Incident, lastAt: number | null): boolean {
  const endedAt = incident.verifiedAt ?? incident.resolvedAt;
  if (endedAt === null) return false;
  return lastAt === null ? !isOpen(incident) : lastAt >= endedAt;
}

function openState(from: number, dueAt: number, at: number): Cadence['state'] {
  if (at >= dueAt) return 'overdue';
  return at >= from + (dueAt - from) * 0.8 ? 'due' : 'waiting';
}
