/** When something was last looked over, by whom, and after how long it is due again (null: the plan's own time). */
export type Review = {
  /** End of the day, Unix milliseconds. */
  readonly onMs: number;
  readonly by: string;
  readonly everyMs: number | null;
};

/** After how long and after how much change something counts as stale; every one has a default. */
export type FreshnessRules = {
  /** Share (0–1] of a service's endpoints that may differ from those it was proven on. */
  readonly inventoryShare: number;
  /** Between two reviews where a review does not say it, in milliseconds. */
  readonly reviewEveryMs: number;
  /** Between two proofs of one service, in milliseconds. */
  readonly proveEveryMs: number;
};

const dayMs = 86_400_000;

export const defaultFreshness: FreshnessRules = {
  inventoryShare: 0.1,
  reviewEveryMs: 365 * dayMs,
  proveEveryMs: 180 * dayMs,
};
