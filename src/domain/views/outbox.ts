import type { Delivery, Message } from '../comms/message';
import type { World } from '../world';

export type OutboxRow = { readonly message: Message; readonly delivery: Delivery };

/** What lies in the outbox: what still has to leave, what a person has to look at, what could not be sent. */
export type Outbox = {
  readonly unsent: readonly OutboxRow[];
  readonly held: readonly OutboxRow[];
  readonly failed: readonly OutboxRow[];
  /** Per channel id: when something last arrived there, and how many wait for it. */
  readonly channels: Readonly<
    Record<string, { readonly lastDoneAt: number | null; readonly waiting: number }>
  >;
};

/** Reads the outbox, the oldest message first. */
export function outboxOf(world: World): Outbox {
  const rows = Object.values(world.messages)
    .sort((a, b) => a.queuedAt - b.queuedAt)
    .flatMap((message) => Object.values(message.deliveries).map((delivery) => ({ message, delivery })));
  const channels = new Map<string, { lastDoneAt: number | null; waiting: number }>();
  for (const { delivery } of rows) {
    const seen = channels.get(delivery.channel) ?? { lastDoneAt: null, waiting: 0 };
    const doneAt = delivery.state === 'done' ? delivery.endedAt : null;
    channels.set(delivery.channel, {
      lastDoneAt: doneAt === null ? seen.lastDoneAt : Math.max(doneAt, seen.lastDoneAt ?? doneAt),
      waiting: seen.waiting + (isUnsent(delivery) ? 1 : 0),
    });
  }
  return {
    unsent: rows.filter(({ delivery }) => isUnsent(delivery)),
    held: rows.filter(({ delivery }) => delivery.state === 'held'),
    failed: rows.filter(({ delivery }) => delivery.state === 'failed'),
    channels: Object.fromEntries(channels),
  };
}

const isUnsent = ({ state }: Delivery) => state === 'waiting' || state === 'sending';
