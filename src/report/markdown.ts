import type { Recorded } from '../domain/events';
import type { Incident } from '../domain/incident/incident';
import { type Names, nameOf } from '../domain/names';
import type { Run } from '../domain/run/run-state';
import { countStates, neverSent } from '../domain/run/run-state';
import type { SweepResult } from '../domain/service/service-state';
import { readClocks } from '../domain/views/clocks';
import { failureClusters } from '../domain/views/clusters';
import { duration } from '../domain/views/duration';
import { cutPhases } from '../domain/views/phases';
import { timeline } from '../domain/views/timeline';

/** Everything the report of one incident is made from. */
export type ReportFacts = {
  readonly incident: Incident;
  readonly runs: readonly Run[];
  readonly records: readonly Recorded[];
  readonly names: Names;
  /** Endpoints of the service that the latest sweep did not find well, by name, with what it found. */
  readonly notWell: readonly (readonly [string, SweepResult])[];
  /** Row count and hash of the journal at export. */
  readonly journal: { readonly rows: number; readonly head: string };
  readonly at: number;
};

/** The timeline of an incident as Markdown that a stranger can follow: verdict first, then marks, runs, every line. */
export function markdownOf(facts: ReportFacts): string {
  const { incident, at } = facts;
  const { rtaMs, sinceImpactMs } = readClocks(incident, incident.objectives, at);
  const rto = duration(incident.objectives.rtoMs);
  const verdict =
    rtaMs === null
      ? `**Not verified.** ${duration(sinceImpactMs)} since impact began, RTO ${rto}.`
      : `**Verified ${duration(rtaMs)} after impact began.** RTO ${rto}: ${rtaMs <= incident.objectives.rtoMs ? 'kept' : 'missed'}.`;
  return [
    `# ${incident.id}: ${asText(incident.title)}`,
    '',
    `${incident.severity} · ${incident.mode === 'live' ? 'live' : `${incident.mode}, not a live incident`} · exported ${utc(at)}`,
    '',
    verdict,
    '',
    ...identity(facts.records),
    '## Marks',
    '',
    ...marks(facts),
    '',
    '## Where the time went',
    '',
    '| Phase | From (UTC) | Took |',
    '|---|---|---|',
    ...cutPhases(incident, at).map(
      (phase) =>
        `| ${phase.name} | ${clock(phase.startedAt)} | ${duration(phase.tookMs)}${phase.endedAt === null ? ' so far' : ''} |`,
    ),
    '',
    ...facts.runs.flatMap((run) => describeRun(run)),
    ...notWell(facts.notWell),
    '## Timeline',
    '',
    'Times are UTC. Lines without a name were written by the console by rule.',
    '',
    '| Time | What happened | Who |',
    '|---|---|---|',
    ...timeline(facts.records, facts.names).map(
      (entry) => `| ${clock(entry.occurredAt)} | ${asText(entry.text)} | ${asText(entry.who ?? '')} |`,
    ),
    '',
    `Journal: ${facts.journal.rows} rows, head \`${facts.journal.head}\`. Check the JSON bundle beside this file with \`holdfast verify\`.`,
    '',
  ].join('\n');
}

/** A name in this record is only as good as its proof; a reader who was not there has to be told. */
function identity(records: readonly Recorded[]): string[] {
  const isProven = records.some((each) => each.type === 'operator.signed-in' && each.data.proof !== 'none');
  return isProven ? [] : ['People were chosen by name at the console; their identity was not proven.', ''];
}

/** What "verified" leaves out: the service works again, these endpoints do not. */
function notWell(endpoints: ReportFacts['notWell']): string[] {
  if (endpoints.length === 0) return [];
  const list = endpoints.map(([name, found]) => `${name} (${found})`).join(', ');
  return [`## Not well at the end: ${endpoints.length}`, '', `${asText(list)}.`, ''];
}

function marks({ incident, names, records }: ReportFacts): string[] {
  const name = (id: string | null) => (id === null ? 'nobody' : nameOf(names.people, id));
  const rows: readonly (readonly [string, number | null, string])[] = [
    [
      'Impact start',
      incident.impactStart,
      incident.impactStartFrom === 'probe' ? 'recorded by probe' : 'given by a person',
    ],
    [
      'Detected',
      incident.detectedAt,
      incident.detectedAt === null ? 'no probe measured it' : 'first bad sweep',
    ],
    ['Declared', incident.declaredAt, incident.severity],
    ['Command taken', incident.commandTakenAt, asText(name(firstCommander(records)))],
    ['Authorised', incident.authorisedAt, ''],
    ['Restored', incident.restoredAt, asText(restoredBy(records))],
    ['Verified', incident.verifiedAt, 'proven by probe'],
    ['Stood down', incident.resolvedAt, ''],
  ];
  return [
    '| Mark | UTC | After impact | Note |',
    '|---|---|---|---|',
    ...rows.map(([mark, at, note]) =>
      at === null
        ? `| ${mark} | pending | | ${note} |`
        : `| ${mark} | ${utc(at)} | ${duration(at - incident.impactStart)} | ${note} |`,
    ),
  ];
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

function describeRun(run: Run): string[] {
  const counts = countStates(run);
  const reached = run.manifest.entries.length - neverSent(run);
  const tally = Object.entries(counts)
    .filter(([, many]) => many > 0)
    .map(([state, many]) => `${many} ${state}`);
  const clusters = failureClusters(run);
  return [
    `## ${run.id}: ${asText(run.runbookName)}`,
    '',
    `Sent in this order: ${run.manifest.steps.map((step) => asText(`${step.id}: ${step.command}`)).join('; ')}.`,
    '',
    `${run.result ?? 'running'}; ${run.manifest.entries.length} endpoints in the manifest, ${reached} were sent to, ${run.manifest.excluded.length} excluded. ` +
      `Every endpoint: ${tally.join(', ')}. Manifest \`${run.manifest.digest}\`.`,
    '',
    ...(clusters.length === 0
      ? []
      : [
          '| Endpoints | End | What they said | Which |',
          '|---|---|---|---|',
          ...clusters.map(
            (each) =>
              `| ${each.endpoints.length} | ${each.state}: ${asText(each.cause)} | ${asText(each.words)} | ${asText(each.endpoints.join(', '))} |`,
          ),
          '',
        ]),
    ...(run.manifest.excluded.length === 0
      ? []
      : [
          `Excluded: ${asText(run.manifest.excluded.map((each) => `${each.endpoint} (${each.reason})`).join(', '))}.`,
          '',
        ]),
  ];
}

/**
 * What endpoints and people say is data: it may not become a heading, a link (also not by itself, as GitHub
 * makes of bare addresses), a table cell, a formula or HTML, nor steer a terminal or turn the reading direction.
 */
const asText = (text: string) =>
  text
    .replace(/\s+/g, ' ')
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')
    .replace(/[\\`*_{}[\]<>#|~&$]|:(?=\/\/)|(?<=www)\./gi, (character) => `\\${character}`);

const utc = (at: number) => new Date(at).toISOString().replace('T', ' ').replace('.000', '');
const clock = (at: number) => new Date(at).toISOString().slice(11, 23);
