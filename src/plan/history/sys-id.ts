import { type PlanProblem, planWarning, startOfFile } from '../plan-problem';
import { type Columns, cellsOf } from './columns';
import type { TableRow } from './table';
import type { TicketField } from './ticket-fields';

/** ServiceNow's number of a record: nobody calls a thing by it. */
export const isSysId = (item: string): boolean => /^[0-9a-f]{32}$/.test(item);

const references = ['business_service.value', 'service_offering.value', 'cmdb_ci.value'];

/** Said once where tickets name what they concern by such numbers alone, so that the lack of services surprises nobody. */
export function sysIdProblem(
  file: string,
  rows: readonly TableRow[],
  columns: Columns<TicketField>,
): readonly PlanProblem[] {
  const nameless = rows.filter((row) => {
    const items = cellsOf(row, columns, 'item');
    return items.length > 0 ? items.every(isSysId) : references.some((column) => row.cells.has(column));
  });
  if (nameless.length === 0) return [];
  const message = `${nameless.length} of ${rows.length} tickets name what they concern by sys_id alone, which says nothing here; it is not taken over.`;
  const fix = 'Export with sysparm_display_value=all.';
  return [planWarning(file, startOfFile, 'not-mapped', message, fix)];
}
