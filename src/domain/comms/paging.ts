import type { DomainEvent } from '../events';

/** People who are called step by step until one acknowledges. Times are Unix milliseconds. */
export type Paging = {
  readonly id: string;
  readonly rule: string;
  readonly text: string;
  readonly startedAt: number;
  /** In order of time; `afterMs` counts from the start of a round. */
  readonly steps: readonly { readonly person: string; readonly afterMs: number }[];
  /** How often the whole chain is gone through again. */
  readonly repeat: number;
  readonly acknowledgedBy: string | null;
  readonly acknowledgedAt: number | null;
  readonly exhaustedAt: number | null;
  /** When the service was verified or the incident over, which ends every calling; null = neither since it began. */
  readonly endedAt: number | null;
};

type Pagings = Readonly<Record<string, Paging>>;

/** Folds one event into the pagings of its incident. */
export function evolvePagings(pagings: Pagings, event: DomainEvent, at: number): Pagings {
  switch (event.type) {
    case 'paging.started': {
      const { paging: id, rule, text, steps, repeat } = event.data;
      const open = { acknowledgedBy: null, acknowledgedAt: null, exhaustedAt: null, endedAt: null };
      return { ...pagings, [id]: { id, rule, text, steps, repeat, startedAt: at, ...open } };
    }
    case 'paging.acknowledged':
      return change(pagings, event.data.paging, { acknowledgedBy: event.data.person, acknowledgedAt: at });
    case 'paging.exhausted':
      return change(pagings, event.data.paging, { exhaustedAt: at });
    case 'service.changed':
      return event.data.to === 'verified' ? ended(pagings, at) : pagings;
    case 'incident.resolved':
      return ended(pagings, at);
    default:
      return pagings;
  }
}

/** Whether people are still called: nobody answered, some round is left, and there is something to call about. */
export const isCalling = ({ acknowledgedAt, exhaustedAt, endedAt }: Paging): boolean =>
  acknowledgedAt === null && exhaustedAt === null && endedAt === null;

function ended(pagings: Pagings, at: number): Pagings {
  const all = Object.entries(pagings);
  if (all.every(([, { endedAt }]) => endedAt !== null)) return pagings;
  return Object.fromEntries(all.map(([id, each]) => [id, { ...each, endedAt: each.endedAt ?? at }]));
}

function change(pagings: Pagings, id: string, to: Partial<Paging>): Pagings {
  const paging = pagings[id];
  return paging ? { ...pagings, [id]: { ...paging, ...to } } : pagings;
}
