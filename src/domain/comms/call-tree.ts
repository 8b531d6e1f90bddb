import type { Plan } from '../plan/plan';
import type { World } from '../world';

/** One telephone call of the offline call tree. `say` is read aloud as it stands. */
export type Call = {
  readonly person: string;
  readonly name: string;
  readonly phone: string | null;
  readonly because: string;
  readonly say: string;
  /** They acknowledged a page, hold a role, or sit at this console: no need to call. */
  readonly isReached: boolean;
};

/** Whom to call, in order, when nothing but a telephone works. */
export function callTree(_plan: Plan, _world: World, _incident: string, _at: number): Call[] {
  throw new Error('not built');
}
