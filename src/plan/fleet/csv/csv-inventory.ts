import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { type PlanProblem, type Position, planError } from '../../plan-problem';
import { type EndpointField, type FoundEndpoint, type FoundInventory, nothingFound } from '../found-endpoint';

/**
 * The columns that are not labels. `port` (22), `user`, `groups` (separated by spaces) and `jump` (hops separated
 * by spaces or commas) may be left out or left empty.
 */
export const inventoryColumns = ['name', 'address', 'port', 'user', 'groups', 'jump'] as const;

/** A record, and the line it ends on. */
type Row = { readonly record: readonly string[]; readonly info: Pick<Info, 'lines'> };

/**
 * Reads an inventory: a header line, then one endpoint per line. Columns stand in any order;
 * those that are not `inventoryColumns` are labels. An empty label is no label.
 */
export function readCsvInventory(file: string, text: string): FoundInventory {
  const rows = parseRows(text);
  if ('code' in rows) return nothingFound(malformed(file, text, rows));
  const [head, ...body] = rows;
  const header = head?.record ?? [];
  const badHeader = checkHeader(file, header, head?.info.lines ?? 1);
  if (badHeader.length > 0) return nothingFound(...badHeader);

  const problems: PlanProblem[] = [];
  const found: FoundEndpoint[] = [];
  const place = columnFinder(text);
  for (const { record, info } of body) {
    if (record.length !== header.length) {
      const message = `This line has ${record.length} fields; the header has ${header.length}.`;
      const fix = 'Put text that contains a comma in double quotes.';
      problems.push(planError(file, place(info.lines, 0), 'wrong-field-count', message, fix));
      continue;
    }
    const cells = new Map(header.map((column, index) => [column, record[index] ?? '']));
    const cell = (column: string) => cells.get(column) ?? '';
    found.push({
      file,
      name: cell('name'),
      address: cell('address'),
      port: cell('port'),
      user: cell('user'),
      labels: labelsOf(cells),
      groups: cell('groups').split(/\s+/).filter(Boolean),
      jump: cell('jump')
        .split(/[\s,]+/)
        .filter(Boolean)
        .join(','),
      identity: '',
      at: (field: EndpointField, label) =>
        place(info.lines, header.indexOf(field === 'label' ? (label ?? '') : field)),
    });
  }
  return { found, problems };
}

function parseRows(text: string): readonly Row[] | CsvError {
  try {
    const options = {
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      max_record_size: 100_000,
    };
    // With `info`, each record comes with where it stands; the declared type does not know.
    return parse(text, options) as unknown as readonly Row[];
  } catch (error) {
    return error as CsvError;
  }
}

function malformed(file: string, text: string, error: CsvError): PlanProblem {
  const fix = 'Put the whole field in double quotes, and double those inside it.';
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    // csv-parse says where it gave up; the person needs to know where the quote is.
    const line = linesOf(text).findIndex((source) => source.split('"').length % 2 === 0) + 1;
    const at = { line: Math.max(line, 1), column: 1 };
    return planError(file, at, 'csv-quote', 'A double quote is opened here and not closed.', fix);
  }
  const at = { line: Number(error.lines ?? 1), column: 1 };
  return planError(file, at, 'csv-quote', 'A double quote stands in the middle of a field.', fix);
}

function checkHeader(file: string, header: readonly string[], line: number): readonly PlanProblem[] {
  const at = { line, column: 1 };
  const missing = (['name', 'address'] as const).filter((column) => !header.includes(column));
  if (missing.length > 0) {
    const message = `The first line is not a header: it has no column "${missing.join('" and no column "')}".`;
    const fix = 'Begin with a line such as name,address,port,user,site,role.';
    return [planError(file, at, 'missing-header', message, fix)];
  }
  return header.flatMap((column, index) => {
    if (header.indexOf(column) !== index) {
      const message = `The column "${column}" is there twice.`;
      return [planError(file, at, 'duplicate-column', message, 'Rename or remove one of them.')];
    }
    if (/^[A-Za-z_][A-Za-z0-9_.-]*$/.test(column)) return [];
    const message = `The ${index + 1}. column has the name ${JSON.stringify(column)}.`;
    const fix = 'Names of labels are letters, digits, dots, dashes and underscores, as in "site".';
    return [planError(file, at, 'bad-column-name', message, fix)];
  });
}

function labelsOf(cells: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const labels = [...cells].filter(
    ([column, cell]) => cell !== '' && !(inventoryColumns as readonly string[]).includes(column),
  );
  return Object.fromEntries(labels);
}

// csv-parse knows the line of a record, not the column of a field; counting commas is right unless
// quotes come first, and then the start of the line is good enough.
function columnFinder(text: string): (line: number, field: number) => Position {
  let lines: readonly string[] | undefined;
  return (line, field) => {
    lines ??= linesOf(text);
    const source = lines[line - 1] ?? '';
    if (field < 1 || source.includes('"')) return { line, column: 1 };
    return { line, column: source.split(',').slice(0, field).join(',').length + 2 };
  };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}
