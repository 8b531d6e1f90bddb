import { type CsvError, type Info, parse } from 'csv-parse/sync';
import { hiddenIn } from '../../../domain/plain-text';
import { delimiterOf } from '../../csv-delimiter';
import { type PlanProblem, type Position, planError } from '../../plan-problem';
import { type EndpointField, type FoundEndpoint, type FoundInventory, nothingFound } from '../found-endpoint';
import { listNotMapped, type NotMapped } from '../not-mapped';
import { columnsOf, type InventoryColumn } from './csv-columns';

/** A record, and the line it ends on. */
type Row = { readonly record: readonly string[]; readonly info: Pick<Info, 'lines'> };

/**
 * Reads an inventory: a header line, then one endpoint per line. Columns stand in any order;
 * those that are not `inventoryColumns` are labels. An empty label is no label.
 */
export function readCsvInventory(file: string, written: string): FoundInventory {
  // Within quotes, csv-parse counts the two signs of a line end as two lines.
  const text = written.replace(/\r\n?/g, '\n');
  // Excel writes this above the header where a semicolon stands between fields.
  const [separatorLine, separator] = /^sep=(.)\n/i.exec(text) ?? [];
  const delimiter = separator ?? delimiterOf(text);
  const rows = parseRows(text, delimiter, separatorLine === undefined ? 1 : 2);
  if ('code' in rows) return nothingFound(malformed(file, text, rows));
  const [head, ...body] = rows;
  const header = head?.record ?? [];
  const notMapped = listNotMapped(file);
  const top = { line: head?.info.lines ?? 1, column: 1 };
  const { uses, isExport, problems: ofHeader } = columnsOf(file, header, top, notMapped);
  if (ofHeader.some(({ severity }) => severity === 'error')) return nothingFound(...ofHeader);

  const problems: PlanProblem[] = [...ofHeader];
  const found: FoundEndpoint[] = [];
  const place = columnFinder(text, delimiter);
  const indexOf = new Map(uses.flatMap((use, index) => (use && 'field' in use ? [[use.field, index]] : [])));
  for (const { record, info } of body) {
    // A spreadsheet exports as many lines as somebody once clicked on.
    if (isExport && record.every((cell) => cell === '')) continue;
    if (record.length !== header.length) {
      const message = `This line has ${record.length} fields; the header has ${header.length}.`;
      const fix = `Put text that contains a ${delimiter === ',' ? 'comma' : delimiter === ';' ? 'semicolon' : 'tab'} in double quotes.`;
      problems.push(planError(file, place(info.lines, 0), 'wrong-field-count', message, fix));
      continue;
    }
    const cell = (column: InventoryColumn) => record[indexOf.get(column) ?? -1] ?? '';
    const at = (index: number) => place(info.lines, index);
    const name = cell('name');
    const address = isExport
      ? bareAddress(cell('address'), notMapped, () => at(indexOf.get('address') ?? -1))
      : cell('address');
    if (isExport && address === '' && name !== '') {
      const message = `${name} has no address; it is left out`;
      notMapped.add('left-out', { message, fix: 'Give it one if it belongs to the fleet.' }, () => at(0));
      continue;
    }
    const labelAt = new Map<string, number>();
    for (const [index, use] of uses.entries()) {
      if (use === null || 'field' in use || record[index] === '') continue;
      if (!isExport || canBeLabel(use.label, record[index] ?? '', notMapped, () => at(index)))
        labelAt.set(use.label, index);
    }
    const between = isExport && /[,;|]/.test(cell('groups')) ? /\s*[,;|]\s*/ : /\s+/;
    found.push({
      file,
      name,
      address,
      port: cell('port'),
      user: cell('user'),
      labels: Object.fromEntries([...labelAt].map(([label, index]) => [label, record[index] ?? ''])),
      groups: cell('groups').split(between).filter(Boolean),
      jump: cell('jump')
        .split(/[\s,]+/)
        .filter(Boolean)
        .join(','),
      identity: '',
      at: (field: EndpointField, label) =>
        at((field === 'label' ? labelAt.get(label ?? '') : indexOf.get(field)) ?? -1),
    });
  }
  return { found, problems: [...problems, ...notMapped.problems()] };
}

/** Programs that plan networks write how long the prefix is, too: `10.20.0.11/24`. */
function bareAddress(written: string, notMapped: NotMapped, at: () => Position): string {
  const [, bare = written] = /^([0-9a-fA-F:.]+)\/\d{1,3}$/.exec(written) ?? [];
  if (bare !== written) {
    const message = 'The length of the prefix behind an address (as in 10.0.0.1/24) is not used';
    notMapped.add('not-mapped', { message, fix: 'Nothing needs to be done.' }, at);
  }
  return bare;
}

function canBeLabel(label: string, text: string, notMapped: NotMapped, at: () => Position): boolean {
  if (text.length <= 255 && !/\p{Cc}/u.test(text) && !hiddenIn(text)) return true;
  const message = `The column of the label "${label}" holds text that no label can be: several lines, or more than 255 characters`;
  notMapped.add('not-mapped', { message, fix: 'Nothing needs to be done if no selector asks for it.' }, at);
  return false;
}

function parseRows(text: string, delimiter: string, from: number): readonly Row[] | CsvError {
  try {
    const options = {
      info: true,
      delimiter,
      from_line: from,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
      record_delimiter: '\n',
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

// csv-parse knows the line of a record, not the column of a field; counting delimiters is right unless
// quotes come first, and then the start of the line is good enough.
function columnFinder(text: string, delimiter: string): (line: number, field: number) => Position {
  let lines: readonly string[] | undefined;
  return (line, field) => {
    lines ??= linesOf(text);
    const source = lines[line - 1] ?? '';
    if (field < 1 || source.includes('"')) return { line, column: 1 };
    return { line, column: source.split(delimiter).slice(0, field).join(delimiter).length + 2 };
  };
}

function linesOf(text: string): readonly string[] {
  return text.split(/\r\n|\n|\r/);
}
