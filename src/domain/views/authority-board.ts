import type { Severity } from '../authority/envelope';
import type { Plan } from '../plan/plan';
import type { World } from '../world';
import type { RunPreview } from './primary-action';

/** Someone who may start the recovery of a service, and why. */
export type Entitled = {
  readonly person: string;
  readonly name: string;
  /** Such as `operations lead`, `Incident Commander of INC-0001`, `by succession since 09:41`. */
  readonly because: string;
  readonly isAtConsole: boolean;
};

/** One agreed authority as it stands at this moment. */
export type EnvelopeRow = {
  readonly id: string;
  readonly runbook: string;
  readonly runbookName: string;
  readonly mode: 'automatic' | 'person' | 'two-person';
  readonly severity: Severity;
  readonly maxEndpoints: number;
  readonly untilMs: number;
  readonly vetoMs: number;
  /** The bound that does not hold now, in words; null = all hold. */
  readonly bound: string | null;
};

/** Who may start recovery of a service, what may run now, on how many, why not, who next. */
export type AuthorityBoard = {
  readonly service: string;
  readonly mayStart: readonly Entitled[];
  /** Endpoints that the restore runbook would touch now. */
  readonly endpoints: number;
  readonly envelopes: readonly EnvelopeRow[];
  /** Why the operator at the console may not start it now; null = may, or nothing is asked for. */
  readonly whyNot: string | null;
  /** To whom the decision passes next, and when by the plan (Unix ms, null = by no rule). */
  readonly next: { readonly person: string; readonly name: string; readonly at: number | null } | null;
};

/** Answers the five questions of authority for one service at a moment, in calm and in an incident. */
export function authorityBoard(
  _plan: Plan,
  _world: World,
  _service: string,
  _preview: RunPreview | null,
  _at: number,
): AuthorityBoard {
  throw new Error('not built');
}
