import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Plan } from '../../domain/plan/plan';
import type { LastProof } from '../../domain/risk/last-proof';
import type { Occurrence } from '../../domain/risk/occurrence';
import { riskBoard, ticketReader } from '../../domain/risk/risk-board';
import { type RiskView, riskView } from '../../domain/risk/risk-view';
import { emptyWorld, type World } from '../../domain/world';
import { readHistory } from '../../plan/history/read-history';

/** What the journal says of risks. */
export type RiskFacts = {
  /** Unix milliseconds. */
  readonly nowMs: number;
  readonly incidents: World['incidents'];
  /** By service id. */
  readonly proofs: ReadonlyMap<string, NonNullable<LastProof>>;
};

/** Tickets that are read before other work goes on: years of them must not hold up the check of a draft. */
const ticketsAtOnce = 200;

/** Reads risks, history and exposures; nothing of it is kept. */
export async function readRisks(
  plan: Plan,
  folder: string,
  { nowMs, incidents, proofs }: RiskFacts,
): Promise<RiskView> {
  const { history, problems } = await readHistory(folder);
  const read = ticketReader(plan);
  const tickets: Occurrence[] = [];
  for (let from = 0; from < history.tickets.length; from += ticketsAtOnce) {
    for (const ticket of history.tickets.slice(from, from + ticketsAtOnce)) tickets.push(read(ticket));
    await nextTurn();
  }
  const lastProof = (service: string): LastProof => proofs.get(service) ?? null;
  const board = riskBoard({ plan, history, tickets, world: { ...emptyWorld, incidents }, lastProof }, nowMs);
  return riskView(board, problems.length);
}
