import type { Plan } from '../plan/plan';
import type { World } from '../world';
import type { Audience } from './channel';

export type Draft = { readonly subject: string; readonly text: string; readonly nextUpdateMs: number };

/**
 * A message to an audience, filled in from the journal: what is wrong since when, what is being done, what it
 * means for people, when they hear again. Promises no time of restoration.
 */
export function draftUpdate(
  _plan: Plan,
  _world: World,
  _incident: string,
  _audience: Audience,
  _at: number,
): Draft {
  throw new Error('not built');
}
