import type { Dependency } from '../plan/dependency';

export const mechanisms = ['redundancy', 'failover', 'automated-remediation', 'manual'] as const;
export type Mechanism = (typeof mechanisms)[number];

/** One way to have a service back, or to go on without it. A service names them in the order they are tried. */
export type Strategy = {
  readonly id: string;
  readonly mechanism: Mechanism;
  /** In words: when this way is taken. */
  readonly trigger: string | null;
  /** Who does it: `role:<id>` or a person id. */
  readonly team: readonly string[];
  readonly tools: readonly string[];
  /** The runbook that does it; null = it is done outside of this console. */
  readonly runbook: string | null;
  /** From the start to the service being back, in milliseconds; null = nobody has said. */
  readonly expectedMs: number | null;
  /** In words: what is done when this way does not lead there; null = the next strategy. */
  readonly fallback: string | null;
  /** What this way needs besides what the service itself needs. */
  readonly dependencies: readonly Dependency[];
};
