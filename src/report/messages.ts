import type { Delivery, DeliveryState, Message } from '../domain/comms/message';
import { nameOf } from '../domain/names';
import { asText, clock, section } from './as-text';
import type { ReportFacts } from './report-facts';

/** What was said to whom, and whether it arrived, a row for every way it was sent. */
export function whatWasSaid({ messages, names }: ReportFacts): string[] {
  const rows = messages.flatMap((message) => {
    const to = message.person === null ? (message.audience ?? '') : nameOf(names.people, message.person);
    const said = [clock(message.queuedAt), message.kind, asText(to), asText(message.subject)];
    const ways = Object.values(message.deliveries);
    return ways.length === 0
      ? [[...said, 'no way to send it', '']]
      : ways.map((way) => [...said, asText(`${way.kind} ${way.to}`.trim()), became(message, way)]);
  });
  return section('What was said', ['Time', 'Kind', 'To', 'Subject', 'By', 'Arrived'], rows);
}

const stateWords: Readonly<Record<Exclude<DeliveryState, 'done'>, string>> = {
  waiting: 'not yet',
  sending: 'not yet known',
  held: 'kept back for review',
  failed: 'no',
  dropped: 'never sent',
};

function became({ queuedAt }: Message, { state, because, attempts, endedAt }: Delivery): string {
  if (state === 'done') {
    const many = attempts > 1 ? `, attempt ${attempts}` : '';
    return `${clock(endedAt ?? queuedAt)}${many}`;
  }
  return `${stateWords[state]}${because === null ? '' : `: ${asText(because)}`}`;
}
