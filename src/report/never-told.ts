import { isHeard } from '../domain/comms/cadence';
import { asText, clock, section } from './as-text';
import type { ReportFacts } from './report-facts';

/** The audiences of the plan whose first word was due before the end and who never heard one. */
export function neverTold({ incident, messages, audiences = [], at }: ReportFacts): string[] {
  const end = incident.resolvedAt ?? at;
  const rows = audiences.flatMap(({ id, name, firstMs }) => {
    const dueAt = incident.declaredAt + firstMs;
    const updates = messages.filter((each) => each.kind === 'update' && each.audience === id);
    if (dueAt > end || updates.some(isHeard)) return [];
    const why = updates.length === 0 ? 'nothing was signed off' : 'what was signed off arrived nowhere';
    return [[asText(name), clock(dueAt), why]];
  });
  return section('Owed a word and never told', ['Audience', 'First word due', 'Why'], rows);
}
