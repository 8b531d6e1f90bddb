import { oneLine } from '../../domain/plain-text';
import { type Priority, type Ticket, ticketKey, ticketSources } from '../../domain/risk/ticket';
import { type PlanProblem, planWarning } from '../plan-problem';
import { fromKept, joined, keptCsv, parted } from './kept-csv';
import { readTable } from './table';

export const ticketsFile = 'history/tickets.csv';

const columns = ['source', 'id', 'opened', 'resolved', 'priority', 'summary', 'items', 'words'] as const;

/** The tickets as they stand in `history/tickets.csv`: oldest first, times in UTC, so that git shows only what is new. */
export function ticketsCsv(tickets: readonly Ticket[]): string {
  const inOrder = [...tickets].sort(
    (a, b) => a.openedAt - b.openedAt || (ticketKey(a) < ticketKey(b) ? -1 : 1),
  );
  const rows = inOrder.map((ticket) => [
    ...[
      ticket.source,
      ticket.id,
      iso(ticket.openedAt),
      ticket.resolvedAt === null ? '' : iso(ticket.resolvedAt),
    ],
    ...[ticket.priority === null ? '' : String(ticket.priority), ticket.summary],
    ...[joined(ticket.items), joined(ticket.words)],
  ]);
  return keptCsv(columns, rows);
}

/** Reads them back. A row that does not hold is a warning and left out; it never refuses the plan. */
export function readTicketsCsv(text: string): {
  readonly tickets: readonly Ticket[];
  readonly problems: readonly PlanProblem[];
} {
  const table = readTable(ticketsFile, text);
  const problems: PlanProblem[] = [...table.problems];
  const tickets = new Map<string, Ticket>();
  for (const { line, cells } of table.rows) {
    const cell = (column: (typeof columns)[number]) => fromKept(oneLine(cells.get(column)?.[0] ?? '', 1000));
    const source = ticketSources.find((each) => each === cell('source'));
    const openedAt = Date.parse(cell('opened'));
    const resolvedAt = cell('resolved') === '' ? null : Date.parse(cell('resolved'));
    const priority = cell('priority') === '' ? null : Number(cell('priority'));
    const isPriority = priority === null || [1, 2, 3, 4, 5].includes(priority);
    if (!source || cell('id') === '' || Number.isNaN(openedAt) || Number.isNaN(resolvedAt) || !isPriority) {
      const message = 'This row is no ticket as "holdfast import tickets" writes it; it is not read.';
      const fix = 'Import the export anew, or take the row out.';
      problems.push(planWarning(ticketsFile, { line, column: 1 }, 'left-out', message, fix));
      continue;
    }
    const ticket: Ticket = {
      ...{ source, id: cell('id'), openedAt, resolvedAt, priority: priority as Priority | null },
      ...{ summary: cell('summary'), items: parted(cell('items')), words: parted(cell('words')) },
    };
    tickets.set(ticketKey(ticket), ticket);
  }
  return { tickets: [...tickets.values()], problems };
}

/** Puts what was imported over what is kept, by source and id, and counts. */
export function mergeKept<T>(kept: readonly T[], imported: readonly T[], keyOf: (each: T) => string) {
  const all = new Map(kept.map((each) => [keyOf(each), each]));
  let added = 0;
  let changed = 0;
  for (const each of imported) {
    const before = all.get(keyOf(each));
    if (before === undefined) added += 1;
    else if (JSON.stringify(before) !== JSON.stringify(each)) changed += 1;
    all.set(keyOf(each), each);
  }
  return { all: [...all.values()], added, changed };
}

const iso = (at: number): string => new Date(at).toISOString().replace('.000Z', 'Z');
