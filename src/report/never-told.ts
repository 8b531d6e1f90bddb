import { isHeard } from '../domain/comms/cadence';
import { asText, clock, section } from './as-text';
import type { ReportFacts } from './report-facts';

const heading = 'Owed a word and never told';

/** Whom the plan wanted told when it was declared, whose first word was due before the end and who never heard one. */
export function neverTold({ incident, messages, at }: ReportFacts): string[] {
  if (incident.audiences === null)
    return [`## ${heading}`, '', 'Not known: the record of this incident does not say who had to hear.', ''];
  const end = incident.resolvedAt ?? at;
  const rows = incident.audiences.flatMap(({ id, name, firstMs }) => {
    const dueAt = incident.declaredAt + firstMs;
    const updates = messages.filter((each) => each.kind === 'update' && each.audience === id);
    if (dueAt > end || updates.some(isHeard)) return [];
    const why = updates.length === 0 ? 'nothing was signed off' : 'what was signed off arrived nowhere';
    return [[asText(name), clock(dueAt), why]];
  });
  return section(heading, ['Audience', 'First word due', 'Why'], rows);
}
