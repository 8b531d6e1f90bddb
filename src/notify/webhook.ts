import type { Channel } from '../domain/comms/channel';
import { readAddress } from './address';
import { postJson } from './post-json';
import type { Attempt, Sent } from './send';
import { wireKey } from './wire-key';

type Webhook = Extract<Channel, { kind: 'webhook' }>;

/**
 * Posts the message as a CloudEvent in structured mode (CloudEvents 1.0), the same body for every attempt:
 * receivers that know `Idempotency-Key`, or the event's `id`, take it once.
 */
export async function sendToWebhook(channel: Webhook, attempt: Attempt): Promise<Sent> {
  const { secret, delivery, signal } = attempt;
  const address = readAddress(channel.url, false);
  if ('because' in address) return { ok: false, because: address.because, permanent: true };
  return postJson({
    url: address.url,
    headers: {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'idempotency-key': wireKey(delivery.dedupe),
      ...(secret === null ? {} : { authorization: `Bearer ${secret}` }),
    },
    body: cloudEvent(attempt),
    signal,
  });
}

function cloudEvent({ delivery, message }: Attempt) {
  const { kind, id, incident, audience, person, subject, text } = message;
  return {
    specversion: '1.0',
    id: delivery.dedupe,
    source: '/holdfast',
    type: `holdfast.message.${kind}`,
    time: iso(message.queuedAt),
    ...(incident === null ? {} : { subject: incident }),
    datacontenttype: 'application/json',
    data: {
      ...{ message: id, kind, incident, audience, person, to: delivery.to, subject, text },
      nextUpdateAt: message.nextUpdateAt === null ? null : iso(message.nextUpdateAt),
      expiresAt: iso(message.expiresAt),
    },
  };
}

const iso = (at: number) => new Date(at).toISOString();
