import { parse } from 'csv-parse/sync';
import { delimiterOf } from '../csv-delimiter';
import { parseJson } from '../fleet/parse-json';
import { type PlanProblem, planError, planWarning } from '../plan-problem';
import { shownValue } from './shown-value';

/** What of one export is read at most. */
export const mostHistoryBytes = 50_000_000;
export const mostRows = 200_000;

/** Longer cells are cut: a description of a megabyte says no more than its beginning. */
const mostCell = 20_000;

/** One record of an export: cells by column; a column that is there several times has several. */
export type TableRow = {
  /** Of the line it begins on in a CSV, of the record in JSON; from 1. */
  readonly line: number;
  readonly cells: ReadonlyMap<string, readonly string[]>;
};

export type Table = {
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
  readonly problems: readonly PlanProblem[];
};

const noTable = (...problems: PlanProblem[]): Table => ({ columns: [], rows: [], problems });

/** Reads CSV (comma, semicolon or tab, told from the first line) or JSON: a list of records, or one under a usual name. */
export function readTable(file: string, written: string): Table {
  const text = written.replace(/^\ufeff/, '');
  const isJson = /^\s*[[{]/.test(text);
  const table = isJson ? readJsonTable(file, text) : readCsvTable(file, text);
  if (table.rows.length <= mostRows) return table;
  const at = { line: table.rows[mostRows]?.line ?? 1, column: 1 };
  const message = `The file has ${table.rows.length} records; at most ${mostRows} are read.`;
  return noTable(planError(file, at, 'too-many-rows', message, 'Export a shorter time.'));
}

function readCsvTable(file: string, text: string): Table {
  const problems: PlanProblem[] = [];
  const left = (line: number, message: string) =>
    problems.push(planWarning(file, { line, column: 1 }, 'left-out', message, 'Export it anew.'));
  let parsed: readonly { readonly record: readonly string[]; readonly info: { readonly lines: number } }[];
  try {
    // Within quotes, csv-parse counts the two signs of a line end as two lines.
    parsed = parse(text.replace(/\r\n?/g, '\n'), {
      info: true,
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      record_delimiter: '\n',
      max_record_size: 5_000_000,
      // With `info`, each record comes with where it stands; the declared type does not know.
    }) as unknown as typeof parsed;
  } catch {
    const line = firstOpenQuote(text);
    const message =
      'A double quote is opened here and not closed, so that nothing after it can be told apart.';
    return noTable(planError(file, { line, column: 1 }, 'csv-quote', message, 'Export the file anew.'));
  }
  const [head, ...body] = parsed;
  const columns = (head?.record ?? []).map((column) => column.trim());
  if (columns.length < 2) {
    const message = 'The first line is not a header with several columns.';
    return noTable(
      planError(file, { line: 1, column: 1 }, 'missing-header', message, 'Export with a header.'),
    );
  }
  let before = head?.info.lines ?? 1;
  const last = body.at(-1)?.info;
  const rows: TableRow[] = [];
  for (const { record, info } of body) {
    const line = before + 1;
    before = info.lines;
    if (record.length > columns.length && record.slice(columns.length).some((cell) => cell.trim() !== '')) {
      left(
        line,
        `This record has ${record.length} fields; the header has ${columns.length}. It is not read.`,
      );
      continue;
    }
    // Of a copy that broke off, the last record would be taken for one that says less than it does.
    if (info === last && record.length < columns.length && !/[\r\n]$/.test(text)) {
      left(line, 'The file breaks off in the middle of this record. It is not read.');
      continue;
    }
    const cells = new Map<string, string[]>();
    for (const [index, column] of columns.entries()) addCell(cells, column, record[index] ?? '');
    rows.push({ line, cells });
  }
  return { columns: [...new Set(columns)], rows, problems };
}

function firstOpenQuote(text: string): number {
  return Math.max(1, text.split(/\r\n|\n|\r/).findIndex((line) => line.split('"').length % 2 === 0) + 1);
}

function readJsonTable(file: string, text: string): Table {
  const { yaml, problems } = parseJson(file, text);
  if (yaml === null) return noTable(...problems);
  const records = listIn(yaml.value);
  if (records === null) {
    const message = 'This JSON holds no list of records.';
    const fix =
      'Expected is a list, or a list under "result", "records", "issues", "exposures", "findings" or "vulnerabilities".';
    return noTable(planError(file, { line: 1, column: 1 }, 'not-a-table', message, fix));
  }
  const left: PlanProblem[] = [];
  const rows = records.flatMap((record, index): readonly TableRow[] => {
    const line = index + 1;
    if (!isRecord(record)) {
      const message = `Record ${line} is no group of fields. It is not read.`;
      left.push(planWarning(file, { line, column: 1 }, 'left-out', message, 'Export it anew.'));
      return [];
    }
    const cells = new Map<string, string[]>();
    flatten(cells, '', record, 0);
    return [{ line, cells }];
  });
  return { columns: [...new Set(rows.flatMap(({ cells }) => [...cells.keys()]))], rows, problems: left };
}

const listNames = [
  'result',
  'records',
  'issues',
  'exposures',
  'findings',
  'vulnerabilities',
  'data',
  'items',
];

function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isRecord(value)) return null;
  const list = listNames
    .map((name) => (Object.hasOwn(value, name) ? value[name] : undefined))
    .find(Array.isArray);
  return list ?? null;
}

/** `fields.priority.name` of Jira, `cmdb_ci` as ServiceNow shows it; texts of rich documents are gathered. */
function flatten(cells: Map<string, string[]>, path: string, value: unknown, depth: number): void {
  if (value === null || value === undefined || depth > 12) return;
  if (Array.isArray(value)) for (const each of value) flatten(cells, path, each, depth + 1);
  else if (isRecord(value)) {
    const isDocument = value.type === 'doc' && Array.isArray(value.content);
    const shown = shownValue(value);
    if (isDocument) addCell(cells, path, textsIn(value, 0).join(' '));
    else if (shown !== null) addCell(cells, path, shown);
    else {
      for (const [key, each] of Object.entries(value))
        flatten(cells, path === '' ? key : `${path}.${key}`, each, depth + 1);
    }
  } else addCell(cells, path, String(value));
}

function textsIn(value: unknown, depth: number): readonly string[] {
  if (depth > 40) return [];
  if (Array.isArray(value)) return value.flatMap((each) => textsIn(each, depth + 1));
  if (!isRecord(value)) return [];
  return [...(typeof value.text === 'string' ? [value.text] : []), ...textsIn(value.content, depth + 1)];
}

function addCell(cells: Map<string, string[]>, column: string, cell: string): void {
  const text = cell.slice(0, mostCell).trim();
  if (text === '') return;
  const known = cells.get(column);
  if (known) known.push(text);
  else cells.set(column, [text]);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
