import type { Recorded } from '../domain/events';
import type { Incident } from '../domain/incident/incident';
import { nameOf } from '../domain/names';
import { duration } from '../domain/views/duration';
import { asText, table, utc } from './as-text';
import type { ReportFacts } from './report-facts';

const sources = {
  probe: 'recorded by probe',
  alert: 'recorded by alert',
  person: 'given by a person',
} as const;

/** The moments that the RTA is made of, each with where it comes from. */
export function marks(facts: ReportFacts): string[] {
  const { incident, names, records } = facts;
  const name = (id: string | null) => (id === null ? 'nobody' : nameOf(names.people, id));
  const declared = incident.rule === null ? '' : ` by rule ${asText(incident.rule.id)}`;
  const rows: readonly (readonly [string, number | null, string])[] = [
    ['Impact start', incident.impactStart, sources[incident.impactStartFrom]],
    ['Detected', incident.detectedAt, detection(incident)],
    ['Declared', incident.declaredAt, `${incident.severity}${declared}`],
    ['Command taken', incident.commandTakenAt, asText(name(firstCommander(records)))],
    ['Authorised', incident.authorisedAt, asText(authorisedBy(facts))],
    ['Restored', incident.restoredAt, asText(restoredBy(records))],
    ['Verified', incident.verifiedAt, 'proven by probe'],
    ['Stood down', incident.resolvedAt, ''],
  ];
  return table(
    ['Mark', 'UTC', 'After impact', 'Note'],
    rows.map(([mark, at, note]) =>
      at === null ? [mark, 'pending', '', note] : [mark, utc(at), duration(at - incident.impactStart), note],
    ),
  );
}

function detection({ detectedAt, impactStartFrom }: Incident): string {
  if (detectedAt === null) return 'no probe measured it';
  return impactStartFrom === 'alert' ? 'first alert' : 'first bad sweep';
}

/** On whose word the first run was allowed, and on what ground. */
function authorisedBy({ incident, names, records }: ReportFacts): string {
  const granted = records.find((each) => each.type === 'authority.granted');
  if (granted?.type !== 'authority.granted') return '';
  const { ground = 'person', person, approvedBy, activation = '', envelope, reason } = granted.data;
  const name = (id: string | undefined) => (id === undefined ? 'somebody' : nameOf(names.people, id));
  switch (ground) {
    case 'person':
      return `${name(person)}, person, envelope ${envelope}`;
    case 'automatic': {
      const rule = incident.activations[activation]?.rule;
      return `by itself${rule === undefined ? '' : `, rule ${rule}`}, envelope ${envelope}`;
    }
    case 'two-person':
      return `${name(person)}, approved by ${name(approvedBy)}, envelope ${envelope}`;
    case 'break-glass':
      return `${name(person)}, GLASS BROKEN: ${reason ?? 'no reason given'}`;
  }
}

/** Who took command first; later transfers stand in the timeline. */
function firstCommander(records: readonly Recorded[]): string | null {
  const taken = records.find((each) => each.type === 'command.taken');
  return taken?.type === 'command.taken' ? taken.data.person : null;
}

/** Why the service counts as restored: its run completed, or a probe saw it first. */
function restoredBy(records: readonly Recorded[]): string {
  const last = records.findLast((each) => each.type === 'service.changed' && each.data.to === 'restored');
  return last?.type === 'service.changed' ? last.data.because : '';
}
