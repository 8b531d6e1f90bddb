import { z } from 'zod';
import { channelKinds } from '../comms/channel';
import { count, event, id, moment, words } from './fields';

/** What is said to whom, and what became of it on every channel. */
export const messageEvents = [
  /**
   * One message, durable before any channel hears of it. `update` goes to an audience and was signed off by a
   * person; `page` calls one person; `alarm` is loud and unasked for (break-glass, vacancy).
   */
  event('message.queued', {
    message: id,
    kind: z.enum(['update', 'page', 'alarm']),
    incident: id.optional(),
    audience: id.optional(),
    person: id.optional(),
    paging: id.optional(),
    /** The request for a second person's word that this page is about. */
    approval: id.optional(),
    /** Which round of its paging this page belongs to, from 0. */
    round: count.optional(),
    subject: z.string().max(300),
    text: words,
    /** When the audience was promised to hear again. */
    nextUpdateAt: moment.optional(),
    /** Not worth sending after this; it is then kept and marked, never sent late. */
    expiresAt: moment,
    deliveries: z.array(
      z.object({ delivery: id, channel: id, kind: z.enum(channelKinds), to: z.string(), dedupe: z.string() }),
    ),
  }),
  event('delivery.sending', { message: id, delivery: id, attempt: count }),
  event('delivery.done', { message: id, delivery: id, attempt: count }),
  /** `retryAt` is absent when it will not be tried again. */
  event('delivery.failed', {
    message: id,
    delivery: id,
    attempt: count,
    because: z.string(),
    retryAt: moment.optional(),
  }),
  /** Waited too long to be sent without a person's look: an outage lay between. */
  event('delivery.held', { message: id, delivery: id, because: z.string() }),
  event('delivery.released', { message: id, delivery: id }),
  event('delivery.dropped', { message: id, delivery: id, because: z.string() }),
] as const;
