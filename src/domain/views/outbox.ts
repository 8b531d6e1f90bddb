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

export function outboxOf(_world: World): Outbox {
  throw new Error('not built');
}
