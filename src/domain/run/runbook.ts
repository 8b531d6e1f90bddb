import type { Dependency } from '../plan/dependency';
import type { Review } from '../plan/review';
import type { Become } from './become';
import type { Decision, Http, Local, Manual } from './console/console-steps';
import type { Copy } from './copy-command';
import type { Parameter, Values } from './parameters';
import type { Playbook } from './playbook';

/** `verify` and `wait-until` prove, the others change. Where each is done stands in `stages.ts`. */
export const stepKinds = [
  ...(['command', 'verify', 'script', 'copy', 'wait-until'] as const),
  ...(['manual', 'decision', 'local', 'http'] as const),
  'ansible',
] as const;
export type StepKind = (typeof stepKinds)[number];

/**
 * One thing done on one endpoint. Only an exit code in `okExitCodes`, and output that matches `expect` and does
 * not match `refuse` where these are given, is success.
 */
export type Step = {
  readonly id: string;
  readonly kind: StepKind;
  /**
   * A template of what the endpoint's `sh` is sent. Of a script the interpreter that reads it; of a copy words for a
   * person, because the product itself knows how to write a file.
   */
  readonly command: string;
  /** From the moment the command is sent to its exit; of `wait-until` the whole time of waiting. */
  readonly timeoutMs: number;
  /** Whether doing it twice is harmless. Decides what may be repeated after a crash. */
  readonly idempotent: boolean;
  readonly okExitCodes: readonly number[];
  /** Regular expression source that the output must match. */
  readonly expect?: string | undefined;
  /** Regular expression source that the output must not match. */
  readonly refuse?: string | undefined;
  /** The text that the interpreter reads, as it stands: nothing is filled in. */
  readonly script?: string | undefined;
  /** Templates of one word each, handed to the script as $1, $2 … */
  readonly args?: readonly string[] | undefined;
  readonly copy?: Copy | undefined;
  /** What ansible plays, on all endpoints of a wave together. */
  readonly ansible?: Playbook | undefined;
  /** `wait-until`: from the end of one try to the next. */
  readonly everyMs?: number | undefined;
  readonly become?: Become | undefined;
  /** A template of the command that undoes this step. */
  readonly rollback?: string | undefined;
  /** Nothing undoes it. */
  readonly irreversible?: boolean | undefined;
  /** The values of the runbook this step was taken in from; they stand in place of the run's own. */
  readonly values?: Values | undefined;
  /** Begins at most once per run, on a file that the endpoint keeps: see `receipt.ts`. */
  readonly receipt?: boolean | undefined;
  /** What is done once, at the console; `command` is then words for a person. */
  readonly manual?: Manual | undefined;
  readonly decision?: Decision | undefined;
  readonly local?: Local | undefined;
  readonly http?: Http | undefined;
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
  /** Of those where the command did its work and the proof failed. Default: the share of `failed`. */
  readonly verifyFailed?: number | undefined;
  readonly unreachable: number;
  readonly denied: number;
};

/** The share (0–1] of every group of the service's endpoints that has to stay healthy while a run goes on. */
export type MinHealthy = {
  readonly share: number;
  /** The label whose value names the group; null = all endpoints of the service are one group. */
  readonly per: string | null;
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
  readonly parameters?: readonly Parameter[] | undefined;
  /** The runbook that undoes this one. */
  readonly rollback?: string | undefined;
  readonly minHealthy?: MinHealthy | undefined;
  /** What must work for it to be done; absent = nothing is said. */
  readonly dependencies?: readonly Dependency[] | undefined;
  readonly reviewed?: Review | undefined;
};
