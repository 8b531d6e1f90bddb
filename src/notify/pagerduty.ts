import type { Channel } from '../domain/comms/channel';
import { oneLine } from '../domain/plain-text';
import { readAddress } from './address';
import { postJson } from './post-json';
import type { Attempt, Sent } from './send';
import { wireKey } from './wire-key';

type PagerDuty = Extract<Channel, { kind: 'pagerduty' }>;

/** What PagerDuty takes of a summary. */
const summaryLimit = 1024;

/** Triggers an event (PagerDuty Events API v2); every attempt has the same `dedup_key`. */
export async function sendToPagerDuty(channel: PagerDuty, attempt: Attempt): Promise<Sent> {
  const { secret, delivery, message, signal } = attempt;
  if (secret === null)
    return { ok: false, because: 'it has no secret with its routing key', permanent: true };
  const address = readAddress(channel.url, false);
  if ('because' in address) return { ok: false, because: address.because, permanent: true };
  return postJson({
    url: address.url,
    body: {
      routing_key: secret,
      event_action: 'trigger',
      dedup_key: wireKey(delivery.dedupe),
      client: 'Holdfast',
      payload: {
        summary: oneLine(message.subject, summaryLimit),
        source: message.incident ?? 'holdfast',
        severity: message.kind === 'update' ? 'info' : 'critical',
        timestamp: new Date(message.queuedAt).toISOString(),
        class: message.kind,
        custom_details: { text: message.text, to: delivery.to },
      },
    },
    signal,
  });
}
