/**
 * One thing done on one endpoint. `verify` steps prove, `command` steps change.
 * Only an exit code in `okExitCodes` (and, if given, output that matches `expect`) is success.
 */
export type Step = {
  readonly id: string;
  readonly kind: 'command' | 'verify';
  /** Sent to the endpoint's `sh` as it stands; nothing is substituted into it. */
  readonly command: string;
  /** From the moment the command is sent to its exit. */
  readonly timeoutMs: number;
  /** Whether doing it twice is harmless. Decides what may be repeated after a crash. */
  readonly idempotent: boolean;
  readonly okExitCodes: readonly number[];
  /** Regular expression source that the output must match. */
  readonly expect?: string | undefined;
};

/** How many go first, how many follow together, how many are in flight at one moment. */
export type Waves = {
  readonly canary: number;
  readonly size: number;
  readonly maxInFlight: number;
};

/** Shares (0–1] of the manifest that may end so before the run halts; separate, so that none hides in another. */
export type Budgets = {
  readonly failed: number;
  readonly unreachable: number;
  readonly denied: number;
};

export type Runbook = {
  readonly id: string;
  /** An imperative a commander reads aloud: "Restart the auth agent". */
  readonly name: string;
  readonly steps: readonly Step[];
  readonly waves: Waves;
  readonly budgets: Budgets;
  readonly owner: string;
  readonly irreversible: boolean;
};
