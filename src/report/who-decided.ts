import type { EventType, Recorded } from '../domain/events';
import { timeline } from '../domain/views/timeline';
import { asText, clock, section } from './as-text';
import type { ReportFacts } from './report-facts';

const decisive: ReadonlySet<EventType> = new Set<EventType>([
  'incident.declared',
  'command.taken',
  'handover.ended',
  'activation.vetoed',
  'authority.granted',
  'approval.requested',
  'approval.given',
  'approval.ended',
  'succession.passed',
  'decision.objected',
  'decision.passed',
  'decision.made',
  'plan-b.due',
  'plan-b.chosen',
  'incident.resolved',
  'incident.reopened',
]);

/** Everything that was somebody's to decide, in order of time, with whose word it was. */
export function whoDecided({ incident, records, names }: ReportFacts): string[] {
  const bySeq = new Map(
    records.filter((each) => decisive.has(each.type) && !isRepeat(each)).map((each) => [each.seq, each]),
  );
  // The whole record is told, so that a line knows what an earlier one was about.
  const rows = timeline(records, names).flatMap(({ seq, occurredAt, text, who }) => {
    const record = bySeq.get(seq);
    if (!record) return [];
    const never = record.type === 'plan-b.due' && incident.planB.text === null;
    const notChosen = incident.resolvedAt === null ? '; not chosen yet' : '; it was never chosen';
    return [[clock(occurredAt), asText(`${text}${never ? notChosen : ''}`), asText(who ?? unnamed(record))]];
  });
  return section('Who decided what', ['Time', 'What', 'Who'], rows);
}

/** The use of an approval stands in the authority it gave, an accepted offer in the command that was taken. */
const isRepeat = ({ type, data }: Recorded): boolean =>
  (type === 'approval.ended' && data.how === 'used') ||
  (type === 'handover.ended' && data.how === 'accepted');

const unnamed = ({ type }: Recorded) =>
  type === 'activation.vetoed' ? 'not signed in' : 'the console, by rule';
