import type { Outcome } from '../../domain/run/outcome';
import type { Command, Target } from '../transport';

/** One command for one endpoint, under a number of the pool's own. */
export type Work = { readonly id: number; readonly target: Target; readonly command: Command };

/** What the pool tells a worker: all of one turn of the event loop in one message. */
export type Orders = {
  readonly perform: readonly Work[];
  /** Numbers of works that are no longer wanted; each still gets its result. */
  readonly cancel: readonly number[];
  /** Cut everything, report it and end. */
  readonly close: boolean;
};

/** What a worker tells the pool. Its first message, which may be empty, says that it can take orders. */
export type Report = { readonly results: readonly { readonly id: number; readonly outcome: Outcome }[] };
