/** A preflight that goes on. Times are Unix milliseconds. */
export type PreflightProgress = {
  readonly startedAt: number;
  readonly done: number;
  readonly total: number;
};

/** Connections that are kept open for a service. Times are Unix milliseconds. */
export type ArmStatus = {
  readonly since: number;
  readonly until: number;
  /** Opened by the plan's word, not by a person's. */
  readonly automatic: boolean;
  readonly total: number;
  readonly connected: number;
  /** How many could not be connected, or were lost and not regained. The rest has not been tried yet. */
  readonly failed: number;
  /** The first of them. */
  readonly examples: readonly { readonly endpoint: string; readonly because: string }[];
};
