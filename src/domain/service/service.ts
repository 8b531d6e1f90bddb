import type { Envelope } from '../authority/envelope';

/** What an outage of this length does. `revenue` is money lost by then, in the plan's currency. */
export type ImpactPoint = {
  readonly atMs: number;
  readonly revenue: number;
  readonly operations: string;
  readonly safety: string;
  readonly compliance: string;
};

/** Recovery objectives; all in milliseconds, `rto < mtpd` and `rto + wrt ≤ mtpd` (checked by the plan reader). */
export type Objectives = {
  readonly rtoMs: number;
  readonly rpoMs: number;
  readonly wrtMs: number;
  readonly mtpdMs: number;
};

/**
 * A command the console runs on every endpoint of the service; exit code 0 is good.
 * `degradedAt` and `downAt` are shares (0–1] of endpoints that must fail for the service to be called so.
 */
export type Probe = {
  readonly id: string;
  readonly command: string;
  readonly everyMs: number;
  readonly timeoutMs: number;
  readonly degradedAt: number;
  readonly downAt: number;
};

export type Service = {
  readonly id: string;
  readonly name: string;
  readonly tier: number;
  readonly owner: string;
  readonly dependsOn: readonly string[];
  /** Selector over the labels of the fleet, for example `role=workstation & site!=lab`. */
  readonly endpoints: string;
  readonly impact: readonly ImpactPoint[];
  readonly objectives: Objectives;
  readonly probes: readonly Probe[];
  /** The runbook that restores this service, offered as the one primary action. */
  readonly restore?: string | undefined;
  /** Consecutive good sweeps after a restoration before the service counts as verified. */
  readonly verifyAfter: number;
  readonly authority: {
    /** `role:<id>` or a person id, in order of preference. */
    readonly initiate: readonly string[];
    readonly envelopes: readonly Envelope[];
  };
};
