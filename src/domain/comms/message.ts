import type { DomainEvent } from '../events';
import type { ChannelKind } from './channel';

/**
 * - `waiting`: not yet tried, or to be tried again at `retryAt`
 * - `sending`: handed to the channel; after a crash it is sent again under the same dedupe key
 * - `held`: waited too long; a person decides
 * - `failed`, `dropped`: will not be sent
 */
export type DeliveryState = 'waiting' | 'sending' | 'done' | 'held' | 'failed' | 'dropped';

export type Delivery = {
  readonly id: string;
  readonly channel: string;
  readonly kind: ChannelKind;
  readonly to: string;
  /** The same for every attempt, so that a receiver can drop what it has had. */
  readonly dedupe: string;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly retryAt: number | null;
  readonly because: string | null;
  /** When a person released it from review; it is then not held again for its age. */
  readonly releasedAt: number | null;
  readonly endedAt: number | null;
};

export type MessageKind = 'update' | 'page' | 'alarm';

/** One message and what became of it on every channel. Times are Unix milliseconds. */
export type Message = {
  readonly id: string;
  readonly kind: MessageKind;
  readonly incident: string | null;
  readonly audience: string | null;
  readonly person: string | null;
  readonly paging: string | null;
  /** The request for a second person's word that this page is about; absent on everything else. */
  readonly approval?: string | undefined;
  /** Which round of its paging this page belongs to, from 0; absent on everything else. */
  readonly round?: number | undefined;
  readonly subject: string;
  readonly text: string;
  readonly queuedAt: number;
  readonly nextUpdateAt: number | null;
  readonly expiresAt: number;
  readonly deliveries: Readonly<Record<string, Delivery>>;
};

/** Folds one event into the message it names; `undefined` until it is queued. */
export function evolveMessage(
  state: Message | undefined,
  event: DomainEvent,
  at: number,
): Message | undefined {
  if (event.type === 'message.queued') {
    const { message: id, deliveries, ...queued } = event.data;
    const fresh = { attempts: 0, retryAt: null, because: null, releasedAt: null, endedAt: null };
    const each = deliveries.map(({ delivery, ...to }): [string, Delivery] => [
      delivery,
      { id: delivery, ...to, state: 'waiting', ...fresh },
    ]);
    return {
      id,
      kind: queued.kind,
      incident: queued.incident ?? null,
      audience: queued.audience ?? null,
      person: queued.person ?? null,
      paging: queued.paging ?? null,
      ...(queued.approval === undefined ? {} : { approval: queued.approval }),
      ...(queued.round === undefined ? {} : { round: queued.round }),
      subject: queued.subject,
      text: queued.text,
      queuedAt: at,
      nextUpdateAt: queued.nextUpdateAt ?? null,
      expiresAt: queued.expiresAt,
      deliveries: Object.fromEntries(each),
    };
  }
  if (!state || !('delivery' in event.data)) return state;
  const delivery = state.deliveries[event.data.delivery];
  if (!delivery) return state;
  const deliveries = { ...state.deliveries, [delivery.id]: evolveDelivery(delivery, event, at) };
  return { ...state, deliveries };
}

function evolveDelivery(state: Delivery, event: DomainEvent, at: number): Delivery {
  switch (event.type) {
    case 'delivery.sending':
      return { ...state, state: 'sending', attempts: event.data.attempt, retryAt: null };
    case 'delivery.done':
      return { ...state, state: 'done', because: null, endedAt: at };
    case 'delivery.failed': {
      const { because, retryAt } = event.data;
      return retryAt === undefined
        ? { ...state, state: 'failed', because, endedAt: at }
        : { ...state, state: 'waiting', because, retryAt };
    }
    case 'delivery.held':
      return { ...state, state: 'held', because: event.data.because };
    case 'delivery.released':
      return { ...state, state: 'waiting', because: null, retryAt: null, releasedAt: at };
    case 'delivery.dropped':
      return { ...state, state: 'dropped', because: event.data.because, endedAt: at };
    default:
      return state;
  }
}
