import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Occurrence } from '../domain/risk/occurrence';
import { riskBoard, ticketReader } from '../domain/risk/risk-board';
import { riskView } from '../domain/risk/risk-view';
import { AppError } from '../errors';
import { readHistory } from '../plan/history/read-history';
import type { CallParts, Handlers } from './handlers';

/** Tickets that are read before the console does other work: years of them must not hold up a run. */
const ticketsAtOnce = 200;

/** The call that reads risks, history and exposures; nothing of it is kept between two. */
export function riskCalls({ core }: CallParts): Pick<Handlers, 'risks.read'> {
  return {
    'risks.read': async () => {
      const { plan } = core.plans.status();
      const path = core.plans.path();
      if (!plan || path === null)
        throw new AppError('refused', 'No plan is in force. Open a plan folder first.');
      const { history, problems } = await readHistory(path);
      const read = ticketReader(plan);
      const tickets: Occurrence[] = [];
      for (let from = 0; from < history.tickets.length; from += ticketsAtOnce) {
        for (const ticket of history.tickets.slice(from, from + ticketsAtOnce)) tickets.push(read(ticket));
        await nextTurn();
      }
      const board = riskBoard({ plan, history, tickets, world: core.ledger.world() }, core.clock.now());
      return riskView(board, problems.length);
    },
  };
}
