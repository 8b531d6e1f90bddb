import { capital, someOf, utcClock } from '../words';
import { type Lines, silent } from './line';
import { deliveryName, type Memory, messageName, recall } from './memory';

/** What was said to whom, and what became of it. */
export const messageLines: Lines<
  | 'message.queued'
  | 'delivery.sending'
  | 'delivery.done'
  | 'delivery.failed'
  | 'delivery.held'
  | 'delivery.released'
  | 'delivery.dropped'
> = {
  'message.queued': (data, memory) => {
    const ways = someOf(data.deliveries.map(deliveryName), 3);
    const next = data.nextUpdateAt === undefined ? '' : `. Next by ${utcClock(data.nextUpdateAt)} UTC`;
    const tone = data.kind === 'alarm' ? 'bad' : data.deliveries.length === 0 ? 'warn' : 'act';
    const by = ways === '' ? ', but there is no way to send it' : ` by ${ways}`;
    return [tone, `${capital(messageName(memory, data))}${by}: ${data.subject}${next}`];
  },
  'delivery.sending': silent,
  'delivery.done': ({ message, delivery, attempt }, memory) => [
    'good',
    `Arrived${attempt > 1 ? ` at attempt ${attempt}` : ''}: ${sent(memory, message, delivery)}`,
  ],
  // Of many attempts the first and the last are worth a line; what lies between is in the outbox.
  'delivery.failed': ({ message, delivery, attempt, because, retryAt }, memory) => {
    if (retryAt === undefined)
      return [
        'bad',
        `Not delivered, will not be tried again: ${sent(memory, message, delivery)} (${because})`,
      ];
    if (attempt > 1) return null;
    return [
      'warn',
      `Not delivered yet, will be tried again: ${sent(memory, message, delivery)} (${because})`,
    ];
  },
  'delivery.held': ({ message, delivery, because }, memory) => [
    'warn',
    `Kept back until somebody looks: ${sent(memory, message, delivery)} (${because})`,
  ],
  'delivery.released': ({ message, delivery }, memory) => [
    'plain',
    `To be sent after all: ${sent(memory, message, delivery)}`,
  ],
  'delivery.dropped': ({ message, delivery, because }, memory) => [
    'warn',
    `Will never be sent: ${sent(memory, message, delivery)} (${because})`,
  ],
};

const sent = (memory: Memory, message: string, delivery: string) =>
  `${recall(memory, 'message', message)} by ${recall(memory, 'delivery', message, delivery)}`;
