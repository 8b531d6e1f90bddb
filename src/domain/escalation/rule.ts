import type { Severity } from '../authority/envelope';

/** What a rule looks at. Shares are (0–1]; times in milliseconds; `amount` in the plan's currency. */
export type Condition =
  /** Share of endpoints that a probe finds failing. */
  | { readonly on: 'failing'; readonly probe: string; readonly share: number; readonly clearBelow: number }
  /** An alert at least this severe fires for the service; `name` narrows to one. */
  | { readonly on: 'alert'; readonly severity: Severity; readonly name?: string | undefined }
  /** A probe has not reported for so long: silence is a signal. */
  | { readonly on: 'silent'; readonly probe: string; readonly afterMs: number }
  /** Time since impact start. */
  | { readonly on: 'elapsed'; readonly afterMs: number }
  | { readonly on: 'rto-used'; readonly share: number }
  /** Accrued impact by the business impact analysis. */
  | { readonly on: 'impact'; readonly amount: number }
  /** Nobody has taken command since the declaration. */
  | { readonly on: 'unacknowledged'; readonly afterMs: number }
  /** The recovery waits for someone to decide. */
  | { readonly on: 'decision-pending'; readonly afterMs: number }
  /** The service has been verified for so long. */
  | { readonly on: 'verified'; readonly forMs: number };

/** Up to when a rule looks at all. */
export type Unless = 'commanded' | 'restored' | 'verified';

export type PagingStep = { readonly who: string; readonly afterMs: number };

/** What crossing does, in the order written. */
export type Act =
  | { readonly do: 'declare'; readonly severity: Severity }
  | { readonly do: 'raise'; readonly severity: Severity }
  /** Arms an automatic envelope: countdown with veto, then the run. */
  | { readonly do: 'run'; readonly runbook: string }
  | { readonly do: 'notify'; readonly steps: readonly PagingStep[]; readonly repeat: number }
  /** Passes the recovery decision to the next in the order of succession. */
  | { readonly do: 'pass-on' }
  /** Ends a verified incident that nobody commands; never one with a commander. */
  | { readonly do: 'stand-down' };

/** A threshold and what crossing it does. `forMs` is how long it must hold, `clearForMs` how long it must be gone. */
export type Rule = {
  readonly id: string;
  readonly when: Condition;
  readonly forMs: number;
  readonly clearForMs: number;
  readonly unless?: Unless | undefined;
  readonly acts: readonly Act[];
};
