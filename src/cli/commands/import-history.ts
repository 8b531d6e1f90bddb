import { join } from 'node:path';
import { Command, Option } from 'commander';
import { exposureSeverities } from '../../domain/risk/exposure';
import { phraseBook } from '../../domain/risk/find-phrases';
import { type TicketSource, ticketKey, ticketSources } from '../../domain/risk/ticket';
import { counted } from '../../domain/views/words';
import { AppError } from '../../errors';
import { writeWhole } from '../../identity/write-whole';
import { exposureKey, importExposures } from '../../plan/history/import-exposures';
import { importTickets } from '../../plan/history/import-tickets';
import { exposuresCsv, exposuresFile } from '../../plan/history/kept-exposures';
import { mergeKept, ticketsCsv, ticketsFile } from '../../plan/history/kept-tickets';
import { readExport } from '../../plan/history/read-export';
import { readHistory } from '../../plan/history/read-history';
import { formatProblem, type PlanProblem } from '../../plan/plan-problem';
import { readPlan } from '../../plan/read-plan';
import { exitCodes } from '../exit-codes';
import { type HistoryOptions, historyOptions } from '../history-options';
import { openTerminal } from '../terminal';

/** `holdfast import tickets` and `holdfast import exposures` */
export function importHistoryCommands(): readonly Command[] {
  const tickets = new Command('tickets')
    .description('Take over past incidents from an export of ServiceNow, Jira or a CSV of your own')
    .argument('<file>', 'CSV or JSON, UTF-8, at most 50 MB')
    .addOption(
      new Option('--format <format>', 'needed only where the columns do not tell').choices(ticketSources),
    )
    .action(takeTickets);
  const exposures = new Command('exposures')
    .description('Take over findings of a scanner or an exposure management tool')
    .argument('<file>', 'CSV or JSON, UTF-8, at most 50 MB')
    .action(takeExposures);
  for (const command of [tickets, exposures])
    for (const option of historyOptions()) command.addOption(option);
  return [tickets, exposures];
}

async function takeTickets(path: string, options: HistoryOptions & { format?: TicketSource }): Promise<void> {
  const { file, text, problems: unread } = await readExport(path);
  const book = phraseBook(options.out === undefined ? {} : (await planAt(options.out)).history?.words);
  const { map = {}, zone, dates: order, format: source } = options;
  const { tickets, records, ...read } =
    text === null
      ? { tickets: [], records: 0, source: null, problems: unread }
      : importTickets(file, text, { map, zone, order, source, book });
  const isGood = isUsable(read.problems);
  const kept = options.out === undefined || !isGood ? null : await readHistory(options.out);
  const merged = kept && mergeKept(kept.history.tickets, tickets, ticketKey);
  const written = merged && write(options.out, ticketsFile, ticketsCsv(merged.all), kept.problems);
  finish(options, {
    ...{ what: 'ticket', file, records, taken: tickets.length, source: read.source, zone, written },
    ...{ added: merged?.added ?? 0, changed: merged?.changed ?? 0, problems: read.problems, isGood },
  });
}

async function takeExposures(path: string, options: HistoryOptions): Promise<void> {
  const { file, text, problems: unread } = await readExport(path);
  const { map = {}, zone, dates: order } = options;
  const { exposures, records, problems } =
    text === null
      ? { exposures: [], records: 0, problems: unread }
      : importExposures(file, text, { map, zone, order });
  const isGood = isUsable(problems);
  if (options.out !== undefined) await planAt(options.out);
  const kept = options.out === undefined || !isGood ? null : await readHistory(options.out);
  const merged = kept && mergeKept(kept.history.exposures, exposures, exposureKey);
  const written = merged && write(options.out, exposuresFile, exposuresCsv(merged.all), kept.problems);
  const counts = exposureSeverities.map((severity) => {
    return `${exposures.filter((each) => each.severity === severity).length} ${severity}`;
  });
  finish(options, {
    ...{ what: 'exposure', file, records, taken: exposures.length, source: counts.join(', '), zone, written },
    ...{ added: merged?.added ?? 0, changed: merged?.changed ?? 0, problems, isGood },
  });
}

/** Nothing is written into a folder that is no plan. */
async function planAt(folder: string) {
  const { plan, problems } = await readPlan(folder);
  if (plan) return plan;
  const first = problems.find(({ severity }) => severity === 'error');
  throw new AppError(
    'invalid-input',
    `${folder} is no plan that can be read: ${first ? formatProblem(first) : ''}`,
  );
}

/** What is kept and cannot be read would be lost by writing it anew. */
function write(
  folder: string | undefined,
  file: string,
  text: string,
  problems: readonly PlanProblem[],
): string | null {
  if (folder === undefined) return null;
  const [lost] = problems.filter((problem) => problem.file === file);
  if (lost) {
    throw new AppError(
      'refused',
      `${file} holds what would be lost; nothing was written. ${formatProblem(lost)}`,
    );
  }
  const target = join(folder, file);
  writeWhole(target, text);
  return target;
}

const isUsable = (problems: readonly PlanProblem[]): boolean =>
  !problems.some(({ severity }) => severity === 'error');

type Outcome = {
  readonly what: string;
  readonly file: string;
  readonly records: number;
  readonly taken: number;
  readonly source: string | null;
  readonly zone: string;
  readonly written: string | null;
  readonly added: number;
  readonly changed: number;
  readonly problems: readonly PlanProblem[];
  readonly isGood: boolean;
};

function finish(options: HistoryOptions, outcome: Outcome): void {
  const { what, file, records, taken, source, zone, written, added, changed, problems, isGood } = outcome;
  const left = records - taken;
  const lines = [
    ...problems.map(formatProblem),
    `${file}: ${source ?? (isGood ? 'no records' : 'not read')}; ${taken} of ${counted(records, 'record')} taken over, ${left} left out; dates without an offset read as ${zone}`,
    written === null
      ? `Nothing was written; --out <plan folder> takes over.`
      : `${written}: ${counted(added, `new ${what}`)}, ${changed} changed, ${taken - added - changed} as before`,
  ];
  process.exitCode = isGood ? exitCodes.ok : exitCodes.notGood;
  openTerminal(options.json === true).result({ ok: isGood, ...outcome, left }, lines.join('\n'));
}
