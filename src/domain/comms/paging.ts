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
};

type Pagings = Readonly<Record<string, Paging>>;

/** Folds one event into the pagings of its incident. */
export function evolvePagings(pagings: Pagings, event: DomainEvent, at: number): Pagings {
  switch (event.type) {
    case 'paging.started': {
      const { paging: id, rule, text, steps, repeat } = event.data;
      const open = { acknowledgedBy: null, acknowledgedAt: null, exhaustedAt: null };
      return { ...pagings, [id]: { id, rule, text, steps, repeat, startedAt: at, ...open } };
    }
    case 'paging.acknowledged':
      return change(pagings, event.data.paging, { acknowledgedBy: event.data.person, acknowledgedAt: at });
    case 'paging.exhausted':
      return change(pagings, event.data.paging, { exhaustedAt: at });
    default:
      return pagings;
  }
}

function change(pagings: Pagings, id: string, to: Partial<Paging>): Pagings {
  const paging = pagings[id];
  return paging ? { ...pagings, [id]: { ...paging, ...to } } : pagings;
}
