import { marked } from '../domain/comms/drill-mark';
import {
  afterFailure,
  type Due,
  deliveryKey,
  dueDeliveries,
  mayLeave,
  tidyOutbox,
} from '../domain/comms/outbox-rules';
import { type DomainEvent, type NewEvent, stream } from '../domain/events';
import type { Plan } from '../domain/plan/plan';
import { readSecret } from '../notify/secret-file';
import { createSend, type Sent } from '../notify/send';
import type { Clock } from './clock';
import type { Ledger } from './ledger';

export type Delivering = {
  /** Sends what is due. To be called every second and after commits; it returns at once and never throws. */
  tick(): void;
  /** When nothing is in flight. */
  settled(): Promise<void>;
  /** Begins nothing further, lets what is in flight end for at most two seconds, then breaks it off. */
  close(): Promise<void>;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  /** The plan in force; while there is none, nothing leaves. */
  readonly plan: () => Plan | null;
  /** For every secret in the plan's words the path of its file. */
  readonly secretFiles: () => Readonly<Record<string, string>>;
  readonly onFault: (error: unknown) => void;
};

/** So many attempts at a time, and one at a time per channel: an outbox is no load test of what is left standing. */
const mostInFlight = 4;
const graceMs = 2000;
/** How long nothing is tried after the journal could not be written. */
const pauseMs = 5000;

/**
 * Empties the outbox. What is about to be sent is durable before its first byte leaves, so that after a crash it
 * is sent again under the same dedupe key and never forgotten.
 */
export function createDelivery({ ledger, clock, plan, secretFiles, onFault }: Parts): Delivering {
  const send = createSend();
  const closing = new AbortController();
  const inFlight = new Map<string, { readonly channel: string; readonly done: Promise<void> }>();
  /** When a channel was last tried in vain: the others go first, so that four that are dead stop nobody else. */
  const inVainAt = new Map<string, number>();
  let isClosed = false;
  let isTicking = false;
  let pausedUntil = Number.NEGATIVE_INFINITY;

  const onTrouble = (error: unknown): void => {
    pausedUntil = clock.elapsed() + pauseMs;
    onFault(error);
  };

  const tick = (): void => {
    const inForce = plan();
    // Whatever is committed here makes its listeners ask for another tick.
    if (isClosed || isTicking || !inForce || clock.elapsed() < pausedUntil) return;
    isTicking = true;
    try {
      ledger.commit((world, at) => tidyOutbox({ world, at }, new Set(inFlight.keys())));
      const vain = ({ delivery }: Due) => inVainAt.get(delivery.channel) ?? Number.NEGATIVE_INFINITY;
      const due = dueDeliveries(ledger.world(), clock.now());
      for (const each of due.sort((a, b) => byNumber(vain(a), vain(b)))) begin(each, inForce);
    } catch (error) {
      onTrouble(error);
    } finally {
      isTicking = false;
    }
  };

  function begin(due: Due, inForce: Plan): void {
    const key = deliveryKey(due);
    const { channel } = due.delivery;
    const isBusy = [...inFlight.values()].some((each) => each.channel === channel);
    if (isBusy || inFlight.has(key) || inFlight.size >= mostInFlight) return;
    const done = attempt(due, inForce)
      .catch((error) => {
        onTrouble(error);
        return false;
      })
      .then((hasMoved) => {
        inFlight.delete(key);
        if (hasMoved) tick();
      });
    inFlight.set(key, { channel, done });
  }

  /** One attempt from its intent to its end. True when the next one may begin at once. */
  async function attempt(due: Due, inForce: Plan): Promise<boolean> {
    const { message, delivery } = due;
    const about = { message: message.id, delivery: delivery.id };
    const channel = inForce.channels.find((each) => each.id === delivery.channel);
    if (!channel || channel.kind !== delivery.kind) {
      const because = channel
        ? `the plan made ${channel.id} a channel of kind ${channel.kind}`
        : `the plan no longer has the channel "${delivery.channel}"`;
      return record(due, {
        type: 'delivery.failed',
        data: { ...about, attempt: delivery.attempts, because },
      });
    }
    const name = channel.secret;
    const files = secretFiles();
    const file = name !== undefined && Object.hasOwn(files, name) ? files[name] : undefined;
    const read = name === undefined ? { secret: null } : await readSecret(name, file);
    if (isClosed) return false;
    if ('because' in read) {
      inVainAt.set(channel.id, clock.elapsed());
      // Told once; from then on only looked after, until someone puts the file there.
      if (read.because === delivery.because) return false;
      const data = { ...about, attempt: delivery.attempts, because: read.because, retryAt: clock.now() };
      record(due, { type: 'delivery.failed', data });
      return false;
    }
    const number = delivery.attempts + 1;
    if (!record(due, { type: 'delivery.sending', data: { ...about, attempt: number } })) return false;
    const { incident } = message;
    const mode = (incident === null ? undefined : ledger.world().incidents[incident]?.mode) ?? inForce.mode;
    const sent = await send(channel, read.secret, delivery, marked(message, mode), closing.signal);
    if (sent.ok) inVainAt.delete(channel.id);
    else inVainAt.set(channel.id, clock.elapsed());
    // Nobody knows whether it arrived: it stays `sending`, and the next start sends it again.
    if (closing.signal.aborted && !sent.ok) return false;
    return record(due, endOf(about, number, sent, clock.now()), false);
  }

  /** Makes an event of this delivery true; before anything is sent only while it may still leave. */
  function record(due: Due, event: DomainEvent, isBefore = true): boolean {
    const records = ledger.commit((world, at) => {
      if (isBefore && !mayLeave(world, due, at)) return [];
      const about = { stream: stream.message(due.message.id), occurredAt: at, actor: 'console' };
      return [{ ...event, ...about } as NewEvent];
    });
    // A commit may also tell that the clock was set.
    return records.some(({ type }) => type === event.type);
  }

  const settled = async (): Promise<void> => {
    while (inFlight.size > 0) await Promise.allSettled([...inFlight.values()].map((each) => each.done));
  };

  return {
    tick,
    settled,
    async close() {
      isClosed = true;
      const cancel = clock.after(graceMs, () => closing.abort());
      await settled();
      cancel();
    },
  };
}

/** Subtracting would make NaN of two that are infinite. */
const byNumber = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

function endOf(
  about: { readonly message: string; readonly delivery: string },
  attempt: number,
  sent: Sent,
  at: number,
): DomainEvent {
  if (sent.ok) return { type: 'delivery.done', data: { ...about, attempt } };
  const { because, permanent } = sent;
  const retry = permanent ? {} : { retryAt: at + afterFailure(attempt) };
  return { type: 'delivery.failed', data: { ...about, attempt, because, ...retry } };
}
