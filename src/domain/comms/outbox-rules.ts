import { ownApproval } from '../authority/approval';
import { type DomainEvent, type NewEvent, stream } from '../events';
import { type Incident, isOpen } from '../incident/incident';
import type { World } from '../world';
import type { Delivery, Message, MessageKind } from './message';
import { minutes, utc } from './moment-words';

/** A delivery and the message it belongs to. */
export type Due = { readonly message: Message; readonly delivery: Delivery };

/**
 * From which age a message is not sent without a person's look, in milliseconds. An alarm is never too old to
 * be worth hearing; it only expires.
 */
const staleAfterMs: Readonly<Record<MessageKind, number>> = {
  update: 600_000,
  page: 1_800_000,
  alarm: Number.POSITIVE_INFINITY,
};

const retryMs = [5_000, 15_000, 30_000, 60_000, 120_000, 300_000] as const;

/** How long to wait after this attempt (from 1) failed: 5 s, 15 s, 30 s, 60 s, 2 min, then every 5 min. */
export function afterFailure(attempt: number): number {
  return retryMs[Math.max(0, attempt - 1)] ?? 300_000;
}

/**
 * What may be sent now, the most urgent first: alarms, pages, updates, each the oldest first. A delivery that
 * is `sending` is among them: whoever holds none in flight finds there what a crash interrupted.
 */
export function dueDeliveries(world: World, at: number): Due[] {
  return unended(world)
    .filter(({ delivery }) => delivery.state !== 'held' && (delivery.retryAt ?? at) <= at)
    .sort((a, b) => rank[a.message.kind] - rank[b.message.kind] || a.message.queuedAt - b.message.queuedAt);
}

const rank: Readonly<Record<MessageKind, number>> = { alarm: 0, page: 1, update: 2 };

/** Under what a delivery is known among those in flight. */
export const deliveryKey = ({ message, delivery }: Due): string => `${message.id}/${delivery.id}`;

/**
 * Takes out of the queue what must not leave any more: replaced by a newer update, a page that was answered,
 * expired, or waiting for so long that a person has to look first. What is in flight is left alone.
 */
export function tidyOutbox(
  { world, at }: { readonly world: World; readonly at: number },
  inFlight: ReadonlySet<string>,
): NewEvent[] {
  return unended(world).flatMap((due): NewEvent[] => {
    if (inFlight.has(deliveryKey(due))) return [];
    const verdict = judge(world, due, at);
    if (verdict === null) return [];
    return [
      { ...verdict, stream: stream.message(due.message.id), occurredAt: at, actor: 'console' } as NewEvent,
    ];
  });
}

/** Whether a delivery that was due may still leave at this moment: nothing has ended it or made it moot. */
export function mayLeave(world: World, due: Due, at: number): boolean {
  const message = world.messages[due.message.id];
  const delivery = message?.deliveries[due.delivery.id];
  if (!message || (delivery?.state !== 'waiting' && delivery?.state !== 'sending')) return false;
  return judge(world, { message, delivery }, at) === null;
}

function judge(world: World, { message, delivery }: Due, at: number): DomainEvent | null {
  const about = { message: message.id, delivery: delivery.id };
  const moot = replaced(world, message) ?? answered(world, message, at);
  if (moot !== null) return { type: 'delivery.dropped', data: { ...about, because: moot } };
  if (at >= message.expiresAt) {
    const last = delivery.because === null ? '' : `; ${delivery.because}`;
    const because = `expired at ${utc(message.expiresAt, at)}${last}`;
    return { type: 'delivery.failed', data: { ...about, attempt: delivery.attempts, because } };
  }
  if (delivery.state === 'held' || delivery.releasedAt !== null) return null;
  const waitedMs = at - message.queuedAt;
  if (waitedMs <= staleAfterMs[message.kind]) return null;
  const twice = delivery.state === 'sending' ? '. It may have arrived already' : '';
  const because = `waited ${minutes(waitedMs)}: an outage lay between${twice}`;
  return { type: 'delivery.held', data: { ...about, because } };
}

/** Why an update is out of date; null = it is the latest for its audience. */
function replaced(world: World, message: Message): string | null {
  if (message.kind !== 'update') return null;
  const isNewer = (other: Message) =>
    other.kind === 'update' &&
    other.audience === message.audience &&
    other.id !== message.id &&
    serviceOf(world, other) === serviceOf(world, message) &&
    // Ids count up; the moments of two messages may be one.
    other.id.localeCompare(message.id, 'en', { numeric: true }) > 0;
  return Object.values(world.messages).some(isNewer) ? 'a newer update replaced it' : null;
}

const serviceOf = (world: World, message: Message) =>
  world.incidents[message.incident ?? '']?.service ?? null;

/** Why nobody has to be called any more; null = it is still asked for. */
function answered(world: World, message: Message, at: number): string | null {
  if (message.kind !== 'page') return null;
  const incident = world.incidents[message.incident ?? ''];
  if (!incident) return null;
  if (!isOpen(incident)) return `${incident.id} has ended`;
  if (message.approval !== undefined) return noLongerAsked(incident, message.approval, at);
  const { acknowledgedAt = null, endedAt = null } = incident.pagings[message.paging ?? ''] ?? {};
  if (acknowledgedAt !== null) return `acknowledged at ${utc(acknowledgedAt, at)}`;
  return endedAt === null ? null : `the service was verified at ${utc(endedAt, at)}`;
}

/** Why nobody's word is asked for any more; null = it still is. */
function noLongerAsked(incident: Incident, id: string, at: number): string | null {
  const { givenAt = null, ended = null } = ownApproval(incident, id) ?? {};
  if (givenAt !== null) return `approved at ${utc(givenAt, at)}`;
  return ended === null ? null : `${id} ${ended === 'lapsed' ? 'has' : 'was'} ${ended}`;
}

function unended(world: World): Due[] {
  const open = ['waiting', 'sending', 'held'];
  return Object.values(world.messages).flatMap((message) =>
    Object.values(message.deliveries)
      .filter((delivery) => open.includes(delivery.state))
      .map((delivery) => ({ message, delivery })),
  );
}
