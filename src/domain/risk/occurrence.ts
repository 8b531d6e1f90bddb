import type { Incident } from '../incident/incident';
import type { RiskCategory } from './category';
import { classify } from './classify';
import { type PhraseBook, phrasesOf } from './find-phrases';
import type { ServiceFinder } from './find-service';
import { type Priority, type Ticket, ticketKey } from './ticket';

/** Something that went wrong once, from whatever source. */
export type Occurrence = {
  /** Unique: `journal/INC-0001`, `servicenow/INC0010001`. */
  readonly key: string;
  readonly source: 'journal' | Ticket['source'];
  readonly at: number;
  /** How long until it worked again; null = not known. */
  readonly lengthMs: number | null;
  readonly priority: Priority | null;
  readonly summary: string;
  /** What the source says it concerns, where that is no service of the plan. */
  readonly item: string | null;
  readonly service: string | null;
  readonly serviceBecause: string | null;
  readonly category: RiskCategory;
  readonly because: readonly { readonly phrase: string; readonly weight: number }[];
};

export function occurrenceOfTicket(ticket: Ticket, book: PhraseBook, find: ServiceFinder): Occurrence {
  const found = find(ticket.items, ticket.summary);
  const { openedAt, resolvedAt } = ticket;
  return {
    key: ticketKey(ticket),
    source: ticket.source,
    at: openedAt,
    lengthMs: resolvedAt === null ? null : resolvedAt - openedAt,
    priority: ticket.priority,
    summary: ticket.summary,
    item: found ? null : (ticket.items[0] ?? null),
    service: found?.service ?? null,
    serviceBecause: found?.because ?? null,
    ...classify(book, ticket.summary, ticket.words),
  };
}

/**
 * The incidents of this journal that were real: what was practised is no history. The time to restore ends at proof;
 * where there was none it is not known, because somebody's word ended it. What rule and remarks say counts like a description.
 */
export function occurrencesOfJournal(
  incidents: Readonly<Record<string, Incident>>,
  book: PhraseBook,
): readonly Occurrence[] {
  return Object.values(incidents)
    .filter(({ mode }) => mode === 'live')
    .map((incident) => {
      const { id, impactStart, verifiedAt, severity, title, service, rule } = incident;
      const said = [rule?.id ?? '', ...incident.remarks.map(({ text }) => text)].join(' . ');
      return {
        key: `journal/${id}`,
        source: 'journal',
        at: impactStart,
        lengthMs: verifiedAt === null ? null : verifiedAt - impactStart,
        priority: Number(severity.slice(-1)) as Priority,
        summary: title,
        item: null,
        service,
        serviceBecause: 'the incident was declared on it',
        ...classify(book, title, phrasesOf(book, said)),
      };
    });
}
