/** Of which kind of export a ticket is; ids are unique within one. */
export const ticketSources = ['servicenow', 'jira', 'csv'] as const;

export type TicketSource = (typeof ticketSources)[number];

/** 1 is the most urgent. */
export type Priority = 1 | 2 | 3 | 4 | 5;

/**
 * What is kept of a ticket of another tool: when, how urgent, what about, concerning what. Never who: neither callers nor
 * assignees, and of descriptions and closing notes only the phrases that speak for a category.
 */
export type Ticket = {
  readonly source: TicketSource;
  readonly id: string;
  /** Unix milliseconds. */
  readonly openedAt: number;
  /** null = not resolved when it was exported, or not said. */
  readonly resolvedAt: number | null;
  readonly priority: Priority | null;
  /** One line, without addresses and telephone numbers. */
  readonly summary: string;
  /** Service, configuration items or components as the source calls them; the most telling first. */
  readonly items: readonly string[];
  /** Phrases of the phrase book found outside the summary. */
  readonly words: readonly string[];
};

export const ticketKey = ({ source, id }: Pick<Ticket, 'source' | 'id'>): string => `${source}/${id}`;
