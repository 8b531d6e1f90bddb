import { nearestWord } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import type { TableRow } from './table';

/** What other tools call a field, the most telling first. Compared without case, spaces and underscores. */
export type FieldNames<F extends string> = Readonly<Record<F, readonly string[]>>;

/** Columns of a file by field; several are all read, in this order. */
export type Columns<F extends string> = Readonly<Record<F, readonly string[]>>;

/**
 * Finds the columns of every field. What `map` says (column → field) stands first; a column that is not there and a field
 * that does not exist are problems with what was meant.
 */
export function findColumns<F extends string>(
  file: string,
  present: readonly string[],
  names: FieldNames<F>,
  map: Readonly<Record<string, string>>,
): { readonly columns: Columns<F>; readonly problems: readonly PlanProblem[] } {
  const fields = Object.keys(names) as F[];
  const at = { line: 1, column: 1 };
  const bySpelling = new Map([...present].reverse().map((column) => [spell(column), column]));
  const problems: PlanProblem[] = [];
  const mapped = new Map<F, string[]>();
  for (const [column, field] of Object.entries(map)) {
    const known = fields.find((each) => each === field);
    const there = bySpelling.get(spell(column));
    if (known === undefined) {
      const near = nearestWord(field, fields);
      const fix = near ? `Did you mean "${near}"?` : `Fields are ${fields.join(', ')}.`;
      problems.push(planError(file, at, 'unknown-column', `There is no field "${field}".`, fix));
    } else if (there === undefined) {
      const near = nearestWord(column, present);
      const fix = near ? `Did you mean "${near}"?` : `Columns are ${present.slice(0, 30).join(', ')}.`;
      problems.push(planError(file, at, 'unknown-column', `There is no column "${column}".`, fix));
    } else mapped.set(known, [...(mapped.get(known) ?? []), there]);
  }
  const columns = Object.fromEntries(
    fields.map((field) => [
      field,
      mapped.get(field) ?? names[field].flatMap((name) => bySpelling.get(spell(name)) ?? []),
    ]),
  ) as unknown as Columns<F>;
  return { columns, problems };
}

/** Every cell of a field, in the order of its columns. */
export function cellsOf<F extends string>(row: TableRow, columns: Columns<F>, field: F): readonly string[] {
  return columns[field].flatMap((column) => row.cells.get(column) ?? []);
}

const spell = (name: string): string => name.toLowerCase().replace(/[\s_-]+/g, '');
