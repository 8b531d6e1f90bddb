import type { ErrorCode } from '../../errors';
import type { WorkName } from './plan-works';

/** One work that is asked of the thread, under a number of the asker's own. */
export type Order = { readonly id: number; readonly work: WorkName; readonly input: readonly unknown[] };

/** What became of it. A failure with a code is for a person as it stands; one without is a bug. */
export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: ErrorCode | null; readonly message: string };
