import type { Message } from '../comms/message';
import type { World } from '../world';

/** A way on which a message to a person arrived, the last time that it did. */
export type Reach = {
  readonly channel: string;
  /** As it was when the message was queued; empty where the channel knows the person by itself. */
  readonly address: string;
  /** When the channel took the message for delivery, Unix milliseconds. */
  readonly at: number;
  /** The person did what the message asked of them afterwards: the channel's own word is the weaker one. */
  readonly isAnswered: boolean;
};

type Told = Pick<World, 'messages' | 'incidents'>;

/**
 * By person id each way that a message to them arrived on, the latest first. Only messages to one person count: what
 * goes to an audience or a room proves nothing of anybody in it. Those of drills and tabletops leave the house like
 * any other. Telephone calls are not on record.
 */
export function reaches(world: Told): ReadonlyMap<string, readonly Reach[]> {
  const found = new Map<string, Map<string, Reach>>();
  for (const message of Object.values(world.messages)) {
    if (message.person === null) continue;
    const ways = found.get(message.person) ?? new Map<string, Reach>();
    for (const { channel, to, state, endedAt } of Object.values(message.deliveries)) {
      if (state !== 'done' || endedAt === null) continue;
      const key = JSON.stringify([channel, to]);
      if (endedAt <= (ways.get(key)?.at ?? Number.NEGATIVE_INFINITY)) continue;
      const isAnswered = answeredAt(world, message, message.person) >= endedAt;
      ways.set(key, { channel, address: to, at: endedAt, isAnswered });
    }
    if (ways.size > 0) found.set(message.person, ways);
  }
  return new Map(
    [...found].map(([person, ways]) => [person, [...ways.values()].sort((a, b) => b.at - a.at)]),
  );
}

/** When this person answered the call or gave the word that the message asked for; −∞ = not. */
function answeredAt({ incidents }: Told, message: Message, person: string): number {
  const incident = incidents[message.incident ?? ''];
  const paging = incident?.pagings[message.paging ?? ''];
  if (paging?.acknowledgedBy === person) return paging.acknowledgedAt ?? Number.NEGATIVE_INFINITY;
  const approval = incident?.approvals[message.approval ?? ''];
  const givenAt = approval?.givenBy === person ? approval.givenAt : null;
  return givenAt ?? Number.NEGATIVE_INFINITY;
}
