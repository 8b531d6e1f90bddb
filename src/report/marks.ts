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
export function marks({ incident, names, records }: ReportFacts): string[] {
  const name = (id: string | null) => (id === null ? 'nobody' : nameOf(names.people, id));
  const declared = incident.rule === null ? '' : ` by rule ${asText(incident.rule.id)}`;
  const rows: readonly (readonly [string, number | null, string])[] = [
    ['Impact start', incident.impactStart, sources[incident.impactStartFrom]],
    ['Detected', incident.detectedAt, detection(incident)],
    ['Declared', incident.declaredAt, `${incident.severity}${declared}`],
    ['Command taken', incident.commandTakenAt, asText(name(firstCommander(records)))],
    ['Authorised', incident.authorisedAt, ground(records)],
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

const groundWords = {
  person: '',
  automatic: 'without a person',
  'two-person': 'by two people',
  'break-glass': 'GLASS BROKEN',
} as const;

/** On what ground the first run was allowed; nothing is said of the usual one. */
function ground(records: readonly Recorded[]): string {
  const granted = records.find((each) => each.type === 'authority.granted');
  return granted?.type === 'authority.granted' ? groundWords[granted.data.ground ?? 'person'] : '';
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
