import { type PlanProblem, type Position, planError } from '../../plan-problem';
import type { NotMapped } from '../not-mapped';
import { isSecretName } from '../secret-names';
import { usualColumns } from './usual-columns';

/**
 * The columns that are not labels. `port` (22), `user`, `groups` (separated by spaces) and `jump` (hops separated
 * by spaces or commas) may be left out or left empty.
 */
export const inventoryColumns = ['name', 'address', 'port', 'user', 'groups', 'jump'] as const;

export type InventoryColumn = (typeof inventoryColumns)[number];

/** What a column says of an endpoint; null where it is not used. */
export type ColumnUse = { readonly field: InventoryColumn } | { readonly label: string } | null;

export type Columns = {
  /** In the order of the header. */
  readonly uses: readonly ColumnUse[];
  /** An export of another program: what has no place in it is told and not refused. */
  readonly isExport: boolean;
  readonly problems: readonly PlanProblem[];
};

const isLabel = (name: string): boolean => /^[A-Za-z_][A-Za-z0-9_.-]*$/.test(name);

/**
 * What the columns of a header are. One with `name` and `address` is a plan's own, where a slip is a mistake; every other
 * is an export, and its columns are known by their usual names.
 */
export function columnsOf(
  file: string,
  header: readonly string[],
  at: Position,
  notMapped: NotMapped,
): Columns {
  const isOwn = header.includes('name') && header.includes('address');
  const columns = isOwn ? ownColumns(file, header, at) : usualColumns(file, header, at, notMapped);
  const uses = columns.uses.map((use) => {
    if (use === null || 'field' in use || !isSecretName(use.label)) return use;
    const message = `The column "${use.label}" looks like a secret and is not used`;
    const fix = 'Holdfast takes no secrets from inventories; keep them out of the plan folder.';
    notMapped.add('secret-in-inventory', { message, fix }, () => at);
    return null;
  });
  return { ...columns, uses };
}

function ownColumns(file: string, header: readonly string[], at: Position): Columns {
  const problems = header.flatMap((column, index) => {
    if (header.indexOf(column) !== index) {
      const message = `The column "${column}" is there twice.`;
      return [planError(file, at, 'duplicate-column', message, 'Rename or remove one of them.')];
    }
    if (isLabel(column)) return [];
    const message = `The ${index + 1}. column has the name ${JSON.stringify(column)}.`;
    const fix = 'Names of labels are letters, digits, dots, dashes and underscores, as in "site".';
    return [planError(file, at, 'bad-column-name', message, fix)];
  });
  const uses = header.map((column): ColumnUse => {
    const field = inventoryColumns.find((each) => each === column);
    return field ? { field } : { label: column };
  });
  return { uses, isExport: false, problems };
}
