import type { Recorded } from '../domain/events';
import type { Plan } from '../domain/plan/plan';
import type { OutputGroup } from '../domain/views/output-groups';
import type { RunPreview } from '../domain/views/primary-action';
import type { World } from '../domain/world';
import type { ArmStatus, PreflightProgress } from './fleet-status';
import type { ListenerStatus } from './listener-status';

/** A mistake in the plan folder, as the plan reader found it. Lines and columns count from 1. */
export type PlanMistake = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  readonly message: string;
  readonly fix: string;
};

/** How the console stands towards its plan. `plan` stays the last good one while `problems` has errors. */
export type PlanStatus = {
  readonly plan: Plan | null;
  /** Name of the plan folder, not its path. */
  readonly folder: string | null;
  readonly problems: readonly PlanMistake[];
  /** What the plan in force lacks when it is needed, by the plan and the journal; absent = not looked at yet. */
  readonly findings?: readonly PlanMistake[] | undefined;
};

/** The same of a window that holds the plan: `digest` is that of the plan it has to hold. */
export type SamePlanStatus = Omit<PlanStatus, 'plan'> & { readonly plan: 'same'; readonly digest: string };

/**
 * How the console stands towards its journal. `refused` = it does not verify: nothing is written,
 * the file is left as it is, and the first bad row is named.
 */
export type JournalStatus =
  /** `unknown`: rows that a newer Holdfast wrote and this one keeps but does not understand. */
  | { readonly state: 'open'; readonly rows: number; readonly unknown: number }
  | { readonly state: 'refused'; readonly file: string; readonly row: number; readonly reason: string };

/** Everything a window needs to draw; pushes keep it current. */
export type Snapshot = {
  readonly version: string;
  readonly journal: JournalStatus;
  readonly plan: PlanStatus;
  readonly world: World;
  /** The latest records that make a line of the timeline, oldest first, at most 500. */
  readonly recent: readonly Recorded[];
  readonly live: Live;
  readonly demo: DemoStatus;
};

/** What is known only now and is not worth a row: when each probe last looked, and the resolved next run. */
export type Live = {
  /** Per `service/probe`: when its last sweep ended (Unix ms), recorded or not. */
  readonly sweptAt: Readonly<Record<string, number>>;
  /** Per service with an open incident: what its restore runbook would do now. */
  readonly previews: Readonly<Record<string, RunPreview>>;
  readonly listener: ListenerStatus;
  /** Per connectivity check: when it last looked (Unix ms). */
  readonly checkedAt: Readonly<Record<string, number>>;
  /** Secrets that something waits for, the longest first. */
  readonly questions: readonly SecretQuestion[];
  /** Per service: the preflight that goes on there; absent = none ever did. */
  readonly preflights?: Readonly<Record<string, PreflightProgress>> | undefined;
  /** Per service: the connections that are kept open; absent = none ever were. */
  readonly arms?: Readonly<Record<string, ArmStatus>> | undefined;
};

/** A secret that only a person has, such as the passphrase of a key. The secret itself never comes back. */
export type SecretQuestion = {
  readonly id: string;
  /** What it is and what waits for it. */
  readonly words: string;
  /** The answer before was wrong. */
  readonly isAgain: boolean;
  /** Why this machine cannot keep it; null = it can. */
  readonly whyNotKept: string | null;
};

export type DemoStatus = { readonly state: 'off' | 'starting' | 'on'; readonly detail: string };

/** What all endpoints of a run said in one step, as far as it has come. */
export type RunOutputs = {
  readonly run: string;
  readonly step: string;
  /** Largest first. */
  readonly groups: readonly OutputGroup[];
  /** What is left out where nearly everybody said something else. */
  readonly more: { readonly groups: number; readonly endpoints: number };
};

export type Exported = { readonly markdown: string; readonly bundle: string };
