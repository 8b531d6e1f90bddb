import { type Exposure, type ExposureSeverity, exposureSeverities } from '../../domain/risk/exposure';
import { type PlanProblem, planError, planWarning } from '../plan-problem';
import { cellsOf, type FieldNames, findColumns } from './columns';
import type { TicketOptions } from './import-tickets';
import { noRecords } from './no-records';
import { dayOrder, readDate } from './read-date';
import { readTable } from './table';
import { withoutPeople } from './without-people';

type ExposureField = 'id' | 'asset' | 'severity' | 'cvss' | 'title' | 'first_seen' | 'status';

/** What Nessus, Qualys, OpenVAS, Defender and generic exports call their columns; the most telling first. */
const fields: FieldNames<ExposureField> = {
  id: [
    'CVE',
    'CVE ID',
    'CVEs',
    'cve_id',
    'id',
    'Plugin ID',
    'QID',
    'NVT OID',
    'vulnerability_id',
    'finding_id',
  ],
  asset: [
    ...[
      'asset',
      'Host',
      'Hostname',
      'DNS',
      'DNS Name',
      'FQDN',
      'NetBIOS Name',
      'NetBIOS',
      'asset.name',
      'asset.hostname',
    ],
    ...['IP', 'IP Address', 'asset.ip', 'asset_name', 'host_name', 'device_name', 'target'],
  ],
  severity: ['severity', 'Risk', 'Risk Factor', 'Vuln Severity', 'threat'],
  cvss: [
    ...['cvss', 'CVSS v3.0 Base Score', 'CVSS v2.0 Base Score', 'CVSS Base', 'CVSS3.1 Base', 'CVSS3 Base'],
    ...['cvss_score', 'cvss.score', 'base_score'],
  ],
  title: ['title', 'Name', 'Plugin Name', 'NVT Name', 'summary', 'Synopsis', 'description'],
  first_seen: [
    'first_seen',
    'First Detected',
    'First Found',
    'First Discovered',
    'Timestamp',
    'discovered',
    'created',
  ],
  status: ['status', 'Vuln Status', 'state'],
};

export type ExposureImport = {
  readonly exposures: readonly Exposure[];
  readonly records: number;
  readonly problems: readonly PlanProblem[];
};

export type ExposureOptions = Pick<TicketOptions, 'map' | 'zone' | 'order'>;

/** Reads a scanner's export, CSV or JSON. What is not taken over is a problem with its line. */
export function importExposures(file: string, text: string, options: ExposureOptions): ExposureImport {
  const table = readTable(file, text);
  const records = table.rows.length;
  const nothing = (...wrong: readonly PlanProblem[]) => ({
    exposures: [],
    records,
    problems: [...table.problems, ...wrong],
  });
  const empty = noRecords(file, table);
  if (table.columns.length === 0) return nothing(...empty);
  const { columns, problems: wrong } = findColumns(file, table.columns, fields, options.map);
  if (wrong.length > 0) return nothing(...wrong);
  const missing = (['id', 'asset'] as const).filter((field) => columns[field].length === 0);
  if (missing.length > 0 || (columns.severity.length === 0 && columns.cvss.length === 0)) {
    const lacking = missing.length > 0 ? missing.join(' and ') : 'severity or cvss';
    const message = `No column says ${lacking}. Columns are ${table.columns.slice(0, 30).join(', ')}.`;
    const fix = `Say which with --map "<column>=${missing[0] ?? 'severity'}".`;
    return nothing(planError(file, { line: 1, column: 1 }, 'missing-header', message, fix));
  }
  const order = options.order ?? dayOrder(table.rows.flatMap((row) => cellsOf(row, columns, 'first_seen')));
  const problems: PlanProblem[] = [...table.problems, ...empty];
  const found = new Map<string, Exposure>();
  for (const row of table.rows) {
    const cell = (field: ExposureField) => cellsOf(row, columns, field)[0] ?? '';
    const say = (rule: string, message: string, fix: string) =>
      problems.push(planWarning(file, { line: row.line, column: 1 }, rule, message, fix));
    const [id, asset] = [withoutPeople(cell('id'), 64), withoutPeople(cell('asset'), 255)];
    const cvss = cvssOf(cell('cvss'));
    const severity = severityOf(cell('severity')) ?? severityOfScore(cvss);
    if (id === '' || asset === '' || severity === null) {
      const what = id === '' ? 'id' : asset === '' ? 'asset' : 'severity that can be read';
      say('left-out', `The finding has no ${what}; it is not taken over.`, 'Add it to the export.');
      continue;
    }
    const key = exposureKey({ id, asset });
    if (found.has(key)) {
      say(
        'left-out',
        `${id} at ${asset} was there already; this one is not taken over.`,
        'Nothing needs to be done if it is another port of it.',
      );
      continue;
    }
    const seen = cell('first_seen');
    const at = seen === '' ? null : readDate(seen, { zone: options.zone, order });
    if (typeof at === 'string') {
      const fix = at === 'ambiguous' ? 'Say --dates day-first or month-first.' : 'Write it as 2026-03-31.';
      say(
        at === 'ambiguous' ? 'ambiguous-date' : 'bad-date',
        `${JSON.stringify(seen.slice(0, 40))} is no certain date; it is not taken over.`,
        fix,
      );
    }
    found.set(key, {
      ...{ id, asset, severity, cvss, title: withoutPeople(cell('title'), 200) || id },
      ...{ firstSeen: typeof at === 'number' ? at : null, status: statusOf(cell('status')) },
    });
  }
  return { exposures: [...found.values()], records, problems };
}

export const exposureKey = ({ id, asset }: Pick<Exposure, 'id' | 'asset'>): string =>
  `${id}@${asset.toLowerCase()}`;

export const cvssOf = (text: string): number | null => {
  const score = /^\d{1,2}(\.\d{1,2})?/.exec(text)?.[0];
  return score === undefined || Number(score) > 10 ? null : Number(score);
};

/** Words of scanners, and Qualys' 5 (urgent) to 1. */
function severityOf(text: string): ExposureSeverity | null {
  const word = text.trim().toLowerCase();
  const byNumber = /^[1-5]$/.test(word) ? exposureSeverities[5 - Number(word)] : undefined;
  if (byNumber) return byNumber;
  if (/^(none|log|info|informational)$/.test(word)) return 'info';
  return (
    exposureSeverities.find((each) => word.startsWith(each)) ??
    (/^(moderate|important)/.test(word) ? 'medium' : null)
  );
}

function severityOfScore(cvss: number | null): ExposureSeverity | null {
  if (cvss === null) return null;
  return cvss >= 9 ? 'critical' : cvss >= 7 ? 'high' : cvss >= 4 ? 'medium' : cvss > 0 ? 'low' : 'info';
}

/** What is not said to be over is open. */
function statusOf(text: string): Exposure['status'] {
  if (/^(fixed|closed|resolved|mitigated|remediated)/i.test(text)) return 'fixed';
  return /accept|ignored|false positive|suppressed/i.test(text) ? 'accepted' : 'open';
}
