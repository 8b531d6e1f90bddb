import type { Plan } from '../plan/plan';
import { lastProofs } from '../proof/last-proof';
import { selectEndpoints } from '../run/selector';
import type { World } from '../world';
import { linkExposures } from './exposure';
import { type ExposureBoard, exposureBoard } from './exposure-board';
import { phraseBook } from './find-phrases';
import { serviceFinder } from './find-service';
import { defaultHistorySettings, type History } from './history';
import type { LastProof } from './last-proof';
import { type Occurrence, occurrenceOfTicket, occurrencesOfJournal } from './occurrence';
import { findPatterns, type Pattern } from './patterns';
import { type RiskMatrix, type RiskRow, riskMatrix, riskRegister } from './risk-register';
import type { Ticket } from './ticket';

/** Everything a reader of risks needs, in the order of weight. */
export type RiskBoard = {
  readonly register: readonly RiskRow[];
  readonly matrix: RiskMatrix;
  readonly patterns: readonly Pattern[];
  readonly exposures: ExposureBoard;
  /** How many occurrences there are by source, and how many of them the words do not explain. */
  readonly sources: { readonly tickets: number; readonly journal: number; readonly uncategorised: number };
};

export type RiskInput = {
  readonly plan: Plan;
  readonly history: History;
  /** What the journal says; only its incidents and runs are looked at. */
  readonly world: World;
  /** The tickets of the history when they were read already, by `ticketReader`. */
  readonly tickets?: readonly Occurrence[] | undefined;
  /** In place of the journal's own reading of what was proven. */
  readonly lastProof?: ((service: string) => LastProof) | undefined;
};

/** Classifies tickets one by one, so that many of them need not be read in one go. */
export function ticketReader(plan: Plan): (ticket: Ticket) => Occurrence {
  const book = phraseBook(plan.history?.words);
  const find = findIn(plan);
  return (ticket) => occurrenceOfTicket(ticket, book, find);
}

const findIn = ({ services, history }: Plan) =>
  serviceFinder(services.map(({ id, name }) => ({ id, name, aliases: history?.aliases[id] ?? [] })));

/** Reads plan, history and journal together at a moment (Unix milliseconds). */
export function riskBoard({ plan, history, world, tickets, lastProof }: RiskInput, at: number): RiskBoard {
  const { services, endpoints, risks = [] } = plan;
  const settings = plan.history ?? defaultHistorySettings;
  const book = phraseBook(settings.words);
  const find = findIn(plan);
  const journal = occurrencesOfJournal(world.incidents, book);
  const occurrences = [...journal, ...(tickets ?? history.tickets.map(ticketReader(plan)))];
  const curves = new Map(services.map(({ id, impact }) => [id, impact]));
  const patterns = findPatterns(occurrences, (service) => curves.get(service) ?? [], settings, at);
  const register = riskRegister(risks, services, patterns, settings.money, at);
  const servicesByEndpoint = new Map<string, string[]>();
  for (const service of services) {
    for (const { name } of selectEndpoints(service.endpoints, endpoints)) {
      const known = servicesByEndpoint.get(name);
      if (known) known.push(service.id);
      else servicesByEndpoint.set(name, [service.id]);
    }
  }
  const linked = linkExposures(
    history.exposures,
    endpoints,
    (name) => servicesByEndpoint.get(name) ?? [],
    find,
  );
  const proofs = lastProofs(world);
  const proofOf = lastProof ?? ((service: string) => proofs.get(service) ?? null);
  return {
    register,
    matrix: riskMatrix(register),
    patterns,
    exposures: exposureBoard(linked, services, proofOf, settings.proofMs, at),
    sources: {
      tickets: history.tickets.length,
      journal: journal.length,
      uncategorised: occurrences.filter(({ category }) => category === 'uncategorised').length,
    },
  };
}
