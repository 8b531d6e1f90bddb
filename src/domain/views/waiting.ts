import type { Plan } from '../plan/plan';
import type { World } from '../world';

/** Something in an incident that waits for a person's word; `dueAt` is Unix ms, null = at once. */
export type Waiting =
  | { readonly kind: 'approval'; readonly approval: string; readonly dueAt: number }
  | { readonly kind: 'handover'; readonly handover: string; readonly dueAt: null }
  | { readonly kind: 'decision'; readonly decision: string; readonly dueAt: number }
  | { readonly kind: 'task'; readonly task: string; readonly dueAt: number }
  | { readonly kind: 'plan-b'; readonly dueAt: number }
  | { readonly kind: 'vacancy'; readonly role: string; readonly dueAt: null }
  | { readonly kind: 'paging'; readonly paging: string; readonly dueAt: null };

/** What waits in one incident, the most urgent first: overdue, then by due time, then what has none. */
export function waitingIn(_plan: Plan, _world: World, _incident: string, _at: number): Waiting[] {
  throw new Error('not built');
}
