import { type PhraseBook, phrasesOf } from '../../domain/risk/find-phrases';
import type { Priority, Ticket, TicketSource } from '../../domain/risk/ticket';
import { type PlanProblem, planError, planWarning } from '../plan-problem';
import { cellsOf, findColumns } from './columns';
import { noRecords } from './no-records';
import { type DayOrder, dayOrder, readDate } from './read-date';
import { isSysId, sysIdProblem } from './sys-id';
import { readTable, type TableRow } from './table';
import { ticketFields, ticketSource } from './ticket-fields';
import { withoutPeople } from './without-people';

export type TicketImport = {
  readonly source: TicketSource | null;
  readonly tickets: readonly Ticket[];
  /** Records in the file, read or not: tickets and left-out ones sum to it. */
  readonly records: number;
  readonly problems: readonly PlanProblem[];
};

export type TicketOptions = {
  readonly source?: TicketSource | undefined;
  /** Column → field. */
  readonly map: Readonly<Record<string, string>>;
  /** IANA zone of dates without an offset. */
  readonly zone: string;
  readonly order?: Exclude<DayOrder, 'unknown'> | undefined;
  readonly book: PhraseBook;
};

/** Reads an export of tickets. What cannot be read is a problem with its line; nothing is left out in silence. */
export function importTickets(file: string, text: string, options: TicketOptions): TicketImport {
  const table = readTable(file, text);
  const nothing = (...problems: readonly PlanProblem[]): TicketImport => ({
    source: null,
    tickets: [],
    records: table.rows.length,
    problems: [...table.problems, ...problems],
  });
  const empty = noRecords(file, table);
  if (table.columns.length === 0) return nothing(...empty);
  const source = options.source ?? ticketSource(table.columns);
  const { columns, problems: wrong } = findColumns(file, table.columns, ticketFields(source), options.map);
  const missing = (['id', 'opened', 'summary'] as const).filter((field) => columns[field].length === 0);
  if (wrong.length > 0) return nothing(...wrong);
  if (missing.length > 0) {
    const message = `No column says ${missing.join(' and ')}. Columns are ${table.columns.slice(0, 30).join(', ')}.`;
    const fix = `Say which with --map "<column>=${missing[0]}".`;
    return nothing(planError(file, { line: 1, column: 1 }, 'missing-header', message, fix));
  }
  const dates = table.rows.flatMap((row) => [
    ...cellsOf(row, columns, 'opened'),
    ...cellsOf(row, columns, 'resolved'),
  ]);
  const reading = { zone: options.zone, order: options.order ?? dayOrder(dates) };
  const problems: PlanProblem[] = [];
  const seen = new Map<string, number>();
  const tickets: Ticket[] = [];
  const left = (row: TableRow, rule: string, message: string, fix: string): void => {
    problems.push(planWarning(file, { line: row.line, column: 1 }, rule, message, fix));
  };
  const dateOf = (row: TableRow, field: 'opened' | 'resolved', fate: string): number | null => {
    const [written] = cellsOf(row, columns, field);
    if (written === undefined) {
      if (field === 'opened')
        left(row, 'left-out', `The ticket has no date of opening; ${fate}.`, 'Add it to the export.');
      return null;
    }
    const found = readDate(written, reading);
    if (typeof found === 'number') return found;
    const shown = JSON.stringify(written.slice(0, 40));
    if (found === 'ambiguous') {
      left(
        row,
        'ambiguous-date',
        `${shown} may be two days; ${fate}.`,
        'Say --dates day-first or month-first.',
      );
    } else
      left(
        row,
        field === 'opened' ? 'left-out' : 'bad-date',
        `${shown} is no date that can be read; ${fate}.`,
        'Write it as 2026-03-31 14:05.',
      );
    return null;
  };
  for (const row of table.rows) {
    const cell = (field: Parameters<typeof cellsOf<keyof typeof columns>>[2]) => cellsOf(row, columns, field);
    const id = withoutPeople(cell('id')[0] ?? '', 64);
    const summary = withoutPeople(cell('summary')[0] ?? '', 200);
    if (id === '' || summary === '') {
      left(
        row,
        'left-out',
        `The ticket has no ${id === '' ? 'number' : 'summary'}; it is not taken over.`,
        'Add it to the export.',
      );
      continue;
    }
    const first = seen.get(id);
    if (first !== undefined) {
      left(
        row,
        'left-out',
        `The ticket ${id} was on line ${first} already; this one is not taken over.`,
        'Nothing needs to be done if both say the same.',
      );
      continue;
    }
    const openedAt = dateOf(row, 'opened', 'the ticket is not taken over');
    if (openedAt === null) continue;
    seen.set(id, row.line);
    const ended = dateOf(row, 'resolved', 'the ticket is taken over without an end');
    if (ended !== null && ended < openedAt) {
      left(
        row,
        'bad-date',
        `The ticket ${id} was resolved before it was opened; its end is not taken over.`,
        'Compare the zones of both columns.',
      );
    }
    tickets.push({
      source,
      id,
      openedAt,
      resolvedAt: ended === null || ended < openedAt ? null : ended,
      priority: priorityOf(cell('priority')),
      summary,
      items: itemsOf(cell('item')),
      words: phrasesOf(options.book, cell('words').join(' . ').slice(0, 40_000)).slice(0, 20),
    });
  }
  const unnamed = sysIdProblem(file, table.rows, columns);
  return {
    ...{ source, tickets, records: table.rows.length },
    problems: [...table.problems, ...empty, ...unnamed, ...problems],
  };
}

const itemsOf = (cells: readonly string[]): readonly string[] =>
  [...new Set(cells.filter((item) => !isSysId(item)).map((item) => withoutPeople(item, 100)))]
    .filter(Boolean)
    .slice(0, 5);

const priorityWords: readonly (readonly [RegExp, Priority])[] = [
  [/critical|blocker|highest|emergency/i, 1],
  [/high|major|urgent/i, 2],
  [/medium|moderate|normal/i, 3],
  [/lowest|trivial|planning/i, 5],
  [/low|minor/i, 4],
];

/** `1 - Critical`, `P2`, `Highest`, `Sev 3`; the first column that says one counts. */
export function priorityOf(cells: readonly string[]): Priority | null {
  for (const cell of cells) {
    const digit = /^\D{0,5}([1-5])\b/.exec(cell)?.[1];
    if (digit !== undefined) return Number(digit) as Priority;
    const found = priorityWords.find(([pattern]) => pattern.test(cell));
    if (found) return found[1];
  }
  return null;
}
