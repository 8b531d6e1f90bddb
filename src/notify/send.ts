import type { Channel } from '../domain/comms/channel';
import type { Delivery, Message } from '../domain/comms/message';
import { oneLine } from '../domain/plain-text';
import { causeInWords } from './failure-words';
import { sendToPagerDuty } from './pagerduty';
import { sendToSlack } from './slack';
import { sendMail } from './smtp';
import { sendToWebhook } from './webhook';
import { withoutSecret } from './without-secret';

/** How an attempt ended. `because` is for a screen and the journal; `permanent` = trying again cannot help. */
export type Sent =
  | { readonly ok: true }
  | { readonly ok: false; readonly because: string; readonly permanent: boolean };

/** What one attempt is made of. `secret` is what the channel's file says; null when the plan names none. */
export type Attempt = {
  readonly secret: string | null;
  readonly delivery: Delivery;
  readonly message: Message;
  readonly signal: AbortSignal;
};

/** Makes one attempt. Never rejects, and its words never hold the secret. */
export type Send = (
  channel: Channel,
  secret: string | null,
  delivery: Delivery,
  message: Message,
  signal: AbortSignal,
) => Promise<Sent>;

/** @param deadlineMs of one attempt, from the first look-up to the last byte of the answer */
export function createSend({ deadlineMs = 10_000 }: { readonly deadlineMs?: number } = {}): Send {
  return async (channel, secret, delivery, message, signal) => {
    const ending = new AbortController();
    const end = () => ending.abort();
    const timer = setTimeout(end, deadlineMs);
    signal.addEventListener('abort', end, { once: true });
    if (signal.aborted) end();
    try {
      const sent = await sendBy(channel, { secret, delivery, message, signal: ending.signal });
      return sent.ok ? sent : { ...sent, because: safeWords(sent.because, secret) };
    } catch (error) {
      const late = `no answer within ${deadlineMs / 1000} s`;
      const broken = signal.aborted ? 'it was broken off because the console closes' : late;
      const because = ending.signal.aborted ? broken : causeInWords(error);
      return { ok: false, because: safeWords(because, secret), permanent: false };
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', end);
    }
  };
}

function sendBy(channel: Channel, attempt: Attempt): Promise<Sent> {
  switch (channel.kind) {
    case 'webhook':
      return sendToWebhook(channel, attempt);
    case 'slack':
      return sendToSlack(attempt);
    case 'smtp':
      return sendMail(channel, attempt);
    case 'pagerduty':
      return sendToPagerDuty(channel, attempt);
  }
}

const safeWords = (words: string, secret: string | null) => oneLine(withoutSecret(words, secret), 300);
