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

/** The words of every update, as they went out, with whoever signed them off. */
export function whatUpdatesSaid({ messages, records, names }: ReportFacts): string[] {
  const signedBy = (id: string) => {
    const queued = records.find((each) => each.type === 'message.queued' && each.data.message === id);
    if (!queued || queued.actor === 'console') return 'the console';
    return nameOf(names.people, queued.actor.slice('person:'.length));
  };
  const rows = messages
    .filter((message) => message.kind === 'update')
    .map(({ id, queuedAt, audience, text }) => [
      clock(queuedAt),
      asText(audience ?? ''),
      asText(signedBy(id)),
      asText(text),
    ]);
  return section('What the updates said', ['Time', 'To', 'Signed off by', 'Words'], rows);
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
