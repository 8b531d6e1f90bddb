import type { Envelope } from '../authority/envelope';
import type { Audience } from '../comms/channel';
import type { Rule } from '../escalation/rule';
import type { Dependency } from '../plan/dependency';
import type { Review } from '../plan/review';
import type { Arming } from '../run/arming';
import type { Strategy } from './strategy';

/** What an outage of this length does. `revenue` is money lost by then, in the plan's currency. */
export type ImpactPoint = {
  readonly atMs: number;
  readonly revenue: number;
  readonly operations: string;
  readonly safety: string;
  readonly compliance: string;
};

/** Recovery objectives; times in milliseconds, `rto < mtpd` and `rto + wrt ≤ mtpd` (checked by the plan reader). */
export type Objectives = {
  readonly rtoMs: number;
  /** 0 = no data may be lost; null = nobody has said. */
  readonly rpoMs: number | null;
  /** Null = nobody has said. */
  readonly wrtMs: number | null;
  readonly mtpdMs: number;
  /** In words: the least that has to go on all the while. */
  readonly mbco?: string | undefined;
};

/**
 * What a probe does. Without a `host` it is done on or to every endpoint of the service; with one it
 * asks that single place, by whose name its result then goes.
 */
export type Look =
  /** A command on every endpoint; exit code 0 is good. */
  | { readonly by: 'ssh'; readonly command: string }
  /** A TCP connection; to every endpoint's own address when `host` is null. */
  | { readonly by: 'tcp'; readonly host: string | null; readonly port: number }
  | {
      readonly by: 'http';
      readonly url: string;
      /** Status codes that are good. */
      readonly status: readonly number[];
      /** Regular expression source that the first 64 kB of the body must match. */
      readonly expect?: string | undefined;
    }
  /** A certificate that is trusted for `host` and does not expire within `leastMs`. */
  | { readonly by: 'tls'; readonly host: string; readonly port: number; readonly leastMs: number }
  /** A name that resolves, at `server` (`address` or `address:port`) when given, to `expect` when given. */
  | {
      readonly by: 'dns';
      readonly name: string;
      readonly server?: string | undefined;
      readonly expect?: string | undefined;
    };

/**
 * A look that is repeated. `degradedAt` and `downAt` are shares (0–1] of endpoints that must fail for
 * the service to be called so.
 */
export type Probe = {
  readonly id: string;
  readonly look: Look;
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
  /** The services of the plan that it needs, of whatever kind. */
  readonly dependsOn: readonly string[];
  /** All that it needs, also outside of the plan; absent = the services of `dependsOn` and nothing else. */
  readonly dependencies?: readonly Dependency[] | undefined;
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
    /** Who may be the second person; the first is never the second. */
    readonly approve: readonly string[];
    /** To whom a pending decision passes, in this order. */
    readonly succession: readonly string[];
    /** Who may break the glass; empty = nobody. */
    readonly breakGlass: readonly string[];
    readonly envelopes: readonly Envelope[];
  };
  /** Selector over the labels of incoming alerts that concern this service; null = none do. */
  readonly alerts: string | null;
  readonly escalation: readonly Rule[];
  readonly audiences: readonly Audience[];
  /** Whether connections are opened before a run; absent = `automatic`. */
  readonly arm?: Arming | undefined;
  /** What is done when the restore runbook does not help, in words. */
  readonly planB?: string | undefined;
  /** In the order they are tried; absent = none is written. */
  readonly strategies?: readonly Strategy[] | undefined;
  /** How people go on meanwhile, in words. */
  readonly workaround?: string | undefined;
  readonly reviewed?: Review | undefined;
};
