import type { Incident } from '../domain/incident/incident';
import { readClocks } from '../domain/views/clocks';
import { duration } from '../domain/views/duration';
import { timeline } from '../domain/views/timeline';
import { asText, clock, table, utc } from './as-text';
import { decisionsAndTasks } from './decisions-and-tasks';
import { identitySection } from './identity';
import { marks } from './marks';
import { whatUpdatesSaid, whatWasSaid } from './messages';
import { neverTold } from './never-told';
import type { ReportFacts } from './report-facts';
import { describeRun } from './runs';
import { whereTimeWent } from './where-time-went';
import { whoDecided } from './who-decided';

/**
 * The timeline of an incident as Markdown that a stranger can follow: verdict first, then marks, where the time
 * went, runs, decisions, messages, every line.
 */
export function markdownOf(facts: ReportFacts): string {
  const { incident, at } = facts;
  return [
    `# ${incident.id}: ${asText(incident.title)}`,
    '',
    `${incident.severity} · ${incident.mode === 'live' ? 'live' : `${incident.mode}, not a live incident`} · exported ${utc(at)}`,
    '',
    verdict(facts),
    '',
    ...identitySection(facts.identities, facts.names),
    '## Marks',
    '',
    ...marks(facts),
    '',
    ...whereTimeWent(facts),
    ...facts.runs.flatMap((run) => describeRun(run)),
    ...notWell(facts.notWell),
    ...whoDecided(facts),
    ...decisionsAndTasks(facts),
    ...whatWasSaid(facts),
    ...whatUpdatesSaid(facts),
    ...neverTold(facts),
    '## Timeline',
    '',
    'Times are UTC. Lines without a name were written by the console by rule.',
    '',
    ...table(
      ['Time', 'What happened', 'Who'],
      timeline(facts.records, facts.names).map((entry) => [
        clock(entry.occurredAt),
        asText(entry.text),
        asText(entry.who ?? ''),
      ]),
    ),
    '',
    `Journal: ${facts.journal.rows} rows, head \`${facts.journal.head}\`. Check the JSON bundle beside this file with \`holdfast verify\`.`,
    '',
  ].join('\n');
}

function verdict({ incident, at }: ReportFacts): string {
  const { rtaMs, sinceImpactMs } = readClocks(incident, incident.objectives, at);
  const rto = duration(incident.objectives.rtoMs);
  if (rtaMs === null) return `**Not verified.** ${duration(sinceImpactMs)} since impact began, RTO ${rto}.`;
  const kept = rtaMs <= incident.objectives.rtoMs ? 'kept' : 'missed';
  return `**Verified ${duration(rtaMs)} after impact began.** RTO ${rto}: ${kept}.${lossWords(incident)}`;
}

/** Nothing where the plan has no RPO and nobody stated a loss. */
function lossWords({ dataLoss, objectives: { rpoMs = null } }: Incident): string {
  if (!dataLoss)
    return rpoMs === null ? '' : ` RPO ${duration(rpoMs)}: nobody stated how much data was lost.`;
  const lost = dataLoss.lossMs === 0 ? 'No data lost' : `${duration(dataLoss.lossMs)} of data lost`;
  if (rpoMs === null) return ` ${lost}.`;
  return ` ${lost}, RPO ${duration(rpoMs)}: ${dataLoss.lossMs <= rpoMs ? 'kept' : 'missed'}.`;
}

/** What "verified" leaves out: the service works again, these endpoints do not. */
function notWell(endpoints: ReportFacts['notWell']): string[] {
  if (endpoints.length === 0) return [];
  const list = endpoints.map(([name, found]) => `${name} (${found})`).join(', ');
  return [`## Not well at the end: ${endpoints.length}`, '', `${asText(list)}.`, ''];
}
