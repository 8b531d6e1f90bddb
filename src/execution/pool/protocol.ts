import type { Command, Heard, Target, Warm, Warmed } from '../transport';

/** One command for one endpoint, under a number of the pool's own. */
export type Work = { readonly id: number; readonly target: Target; readonly command: Command };

/** Connections to open, keep or let go of, under a number of the same row. */
export type WarmWork = { readonly id: number; readonly warm: Warm };

/** What the pool tells a worker: all of one turn of the event loop in one message. */
export type Orders = {
  readonly perform: readonly Work[];
  readonly warm: readonly WarmWork[];
  /** Numbers of works that are no longer wanted; each still gets its result. */
  readonly cancel: readonly number[];
  /** Cut everything, report it and end. */
  readonly close: boolean;
};

/** What a worker tells the pool. Its first message, which may be empty, says that it can take orders. */
export type Report = {
  readonly results: readonly { readonly id: number; readonly outcome: Heard }[];
  readonly warmed: readonly { readonly id: number; readonly warmed: Warmed }[];
};
