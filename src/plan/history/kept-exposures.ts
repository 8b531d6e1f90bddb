import { oneLine } from '../../domain/plain-text';
import { type Exposure, exposureSeverities } from '../../domain/risk/exposure';
import { type PlanProblem, planWarning } from '../plan-problem';
import { cvssOf, exposureKey } from './import-exposures';
import { fromKept, keptCsv } from './kept-csv';
import { readTable } from './table';

export const exposuresFile = 'history/exposures.csv';

const columns = ['id', 'asset', 'severity', 'cvss', 'title', 'first_seen', 'status'] as const;
const statuses = ['open', 'fixed', 'accepted'] as const;

/** The exposures as they stand in `history/exposures.csv`, by asset and id. */
export function exposuresCsv(exposures: readonly Exposure[]): string {
  const inOrder = [...exposures].sort((a, b) => (`${a.asset}/${a.id}` < `${b.asset}/${b.id}` ? -1 : 1));
  const day = (at: number | null) => (at === null ? '' : new Date(at).toISOString().slice(0, 10));
  const rows = inOrder.map(({ id, asset, severity, cvss, title, firstSeen, status }) => {
    return [id, asset, severity, cvss === null ? '' : String(cvss), title, day(firstSeen), status];
  });
  return keptCsv(columns, rows);
}

/** Reads them back. A row that does not hold is a warning and left out. */
export function readExposuresCsv(text: string): {
  readonly exposures: readonly Exposure[];
  readonly problems: readonly PlanProblem[];
} {
  const table = readTable(exposuresFile, text);
  const problems: PlanProblem[] = [...table.problems];
  const exposures = new Map<string, Exposure>();
  for (const { line, cells } of table.rows) {
    const cell = (column: (typeof columns)[number]) => fromKept(oneLine(cells.get(column)?.[0] ?? '', 1000));
    const [id, asset] = [cell('id'), cell('asset')];
    const severity = exposureSeverities.find((each) => each === cell('severity'));
    const status = statuses.find((each) => each === cell('status'));
    const firstSeen = cell('first_seen') === '' ? null : Date.parse(cell('first_seen'));
    if (id === '' || asset === '' || !severity || !status || Number.isNaN(firstSeen)) {
      const message = 'This row is no exposure as "holdfast import exposures" writes it; it is not read.';
      const fix = 'Import the export anew, or take the row out.';
      problems.push(planWarning(exposuresFile, { line, column: 1 }, 'left-out', message, fix));
      continue;
    }
    const title = cell('title');
    exposures.set(exposureKey({ id, asset }), {
      id,
      asset,
      severity,
      cvss: cvssOf(cell('cvss')),
      title,
      firstSeen,
      status,
    });
  }
  return { exposures: [...exposures.values()], problems };
}
