import { type PlanProblem, planWarning, startOfFile } from '../plan-problem';
import type { Table } from './table';

/** Said where a file can be read and holds nothing: more often a filter that was too narrow than a quiet year. */
export function noRecords(file: string, { rows, problems }: Table): readonly PlanProblem[] {
  if (rows.length > 0 || problems.length > 0) return [];
  const message = 'The file holds no records; nothing is taken over.';
  return [planWarning(file, startOfFile, 'no-records', message, 'Look at the filter of the export.')];
}
