import { type Actor, type EventOf, type NewEvent, stream } from '../events';
import { oneLine, plainText } from '../plain-text';
import type { Plan } from '../plan/plan';
import type { World } from '../world';
import type { Message, MessageKind } from './message';

/** What is said, to whom and until when it is worth saying. Times are Unix milliseconds. */
export type Composed = {
  readonly id: string;
  readonly kind: MessageKind;
  readonly incident: string;
  readonly audience?: string;
  readonly person?: string;
  readonly paging?: string;
  readonly approval?: string;
  readonly round?: number;
  readonly subject: string;
  readonly text: string;
  readonly nextUpdateAt?: number;
  readonly expiresAt: number;
  /** A way that the plan no longer has is left out: nobody could answer for it. */
  readonly to: readonly { readonly channel: string; readonly address: string }[];
  /** What the dedupe key of every delivery begins with. */
  readonly key: string;
};

type Now = { readonly plan: Plan; readonly at: number; readonly actor: Actor };

/** One message on its way into the journal, with a delivery for every way to reach whom it is for. */
export function queue(now: Now, composed: Composed): NewEvent {
  const { id: message, subject, text, to, key, ...rest } = composed;
  return {
    type: 'message.queued',
    stream: stream.message(message),
    occurredAt: now.at,
    actor: now.actor,
    data: {
      message,
      ...rest,
      subject: oneLine(subject, 300),
      text: plainText(text, 20_000) || oneLine(subject, 300),
      deliveries: deliveries(now, to, key),
    },
  };
}

/**
 * The moment of queueing ends the key: journals of other consoles and of another year count their incidents
 * and messages from 1, too, and a receiver that remembers keys must not take theirs for ours.
 */
function deliveries(
  { plan, at }: Now,
  to: Composed['to'],
  key: string,
): EventOf<'message.queued'>['data']['deliveries'] {
  const seen = new Map<string, number>();
  return to.flatMap(({ channel: id, address }) => {
    const channel = plan.channels.find((each) => each.id === id);
    if (!channel) return [];
    const before = seen.get(id) ?? 0;
    seen.set(id, before + 1);
    const way = before === 0 ? id : `${id}.${before + 1}`;
    const dedupe = `${key}/${way}/${new Date(at).toISOString()}`;
    return [{ delivery: way, channel: id, kind: channel.kind, to: address, dedupe }];
  });
}

/** Gives the ids of new messages, one a call, in order: `MSG-0001`, `MSG-0002`, … over the whole journal. */
export function newMessageIds(world: World): () => string {
  let last = Object.keys(world.messages).reduce((top, id) => Math.max(top, Number(id.slice(4)) || 0), 0);
  return () => {
    last += 1;
    return `MSG-${String(last).padStart(4, '0')}`;
  };
}

/** The messages of one incident in the order they were queued. */
export const messagesOf = (world: World, incident: string): Message[] =>
  Object.values(world.messages)
    .filter((message) => message.incident === incident)
    .sort((a, b) => a.queuedAt - b.queuedAt);
