import type { ErrorCode } from '../../errors';
import type { Cut, Piece } from './in-pieces';
import type { WorkName } from './plan-works';

/** One work that is asked of the thread, under a number of the asker's own. */
export type Order = { readonly id: number; readonly work: WorkName; readonly input: readonly unknown[] };

/** A piece of the answer to an order, asked for when the one before is there. */
export type Pull = Piece & { readonly id: number };

/** What became of an order: its answer without its long lists. A failure without a code is a bug. */
export type Answer =
  | {
      readonly id: number;
      readonly ok: true;
      readonly head: unknown;
      readonly cuts: readonly (Pick<Cut, 'path'> & { readonly length: number })[];
    }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode | null; readonly message: string };

export type PulledPiece = { readonly id: number; readonly piece: readonly unknown[] };
