import type { Activation } from '../authority/activation';
import type { Approval } from '../authority/approval';
import type { Severity } from '../authority/envelope';
import type { Staff } from '../authority/staff';
import type { Audience } from '../comms/channel';
import type { Paging } from '../comms/paging';
import type { EventType } from '../events';
import type { Mode } from '../plan/plan';
import type { RunResult } from '../run/run-state';
import type { Objectives } from '../service/service';
import type { Decision } from './decision';
import type { NoteKind } from './scribe';
import type { Task } from './task';

export type IncidentPhase = 'declared' | 'active' | 'stabilised' | 'resolved';

/** Command on its way from one person to another; both have to say yes. */
export type Handover = {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** The ICS-201 as it was when command was offered. */
  readonly briefing: string;
  readonly offeredAt: number;
};

/** Something that happened on the way to restoration and that a delay can be attributed to. */
export type Moment = {
  readonly at: number;
  readonly type: EventType;
  /** Person id; null = the console by a rule. */
  readonly by: string | null;
  /** The thing it is about: a run, an approval, an activation, a person, a rule; a wave as `run/index`. */
  readonly about: string;
  /** In how many waves a run was started. */
  readonly waves?: number;
  /** How a run ended. */
  readonly result?: RunResult;
};

/** A line of the scribe that was marked; plain notes stand in the timeline only. */
export type Remark = {
  readonly at: number;
  /** Person id; null = the console. */
  readonly by: string | null;
  readonly kind: Exclude<NoteKind, 'note'>;
  readonly text: string;
  /** Of a question, once there is one. */
  readonly answer?: { readonly at: number; readonly by: string | null; readonly text: string };
};

/** A run for which somebody broke the glass, and why. */
export type BrokenGlass = {
  readonly at: number;
  readonly person: string;
  readonly runbook: string;
  readonly endpoints: number;
  readonly reason: string;
};

/** A recovery point actual: a person's word, with what it rests on. */
export type DataLoss = {
  readonly lossMs: number;
  readonly at: number;
  readonly text: string;
};

/**
 * What the journal says about one incident. Times are Unix milliseconds; null = has not happened.
 * The marks are what the RTA is made of: impact start, detected, declared, authorised, executing, restored, verified.
 */
export type Incident = {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly severity: Severity;
  readonly mode: Mode;
  readonly phase: IncidentPhase;
  /** The rule that declared it, with when its threshold began to be met and was crossed; null = a person did. */
  readonly rule: { readonly id: string; readonly metAt: number; readonly crossedAt: number } | null;
  readonly commander: string | null;
  /** Person id by role id, without the Incident Commander. */
  readonly roles: Readonly<Record<string, string>>;
  /** Offered and not answered; null = none. */
  readonly handover: Handover | null;
  readonly impactStart: number;
  readonly impactStartFrom: 'probe' | 'person' | 'alert';
  /** As they stood at declaration: what the restoration is measured against. */
  readonly objectives: Pick<Objectives, 'rtoMs' | 'mtpdMs'> & {
    /** Null = the plan said nothing; absent = not told. */
    readonly rpoMs?: number | null | undefined;
  };
  /** How much data is lost for good, and what shows it; absent = nobody has said. */
  readonly dataLoss?: DataLoss | undefined;
  /** The envelopes of the service at declaration, by id, in canonical JSON; null = not told. */
  readonly envelopes: Readonly<Record<string, string>> | null;
  /** Whom the plan named for what at declaration; null = not told. */
  readonly staff: Staff | null;
  /** Whom the plan wanted told at declaration; null = not told. */
  readonly audiences: readonly Pick<Audience, 'id' | 'name' | 'firstMs'>[] | null;
  /** What the service needed at declaration, as keys of the dependency graph; absent = not told. */
  readonly needs?: readonly string[] | undefined;
  /** When a probe first measured the disruption; null = none has yet. */
  readonly detectedAt: number | null;
  readonly declaredAt: number;
  readonly commandTakenAt: number | null;
  readonly authorisedAt: number | null;
  /** When the first run began. */
  readonly executingAt: number | null;
  readonly restoredAt: number | null;
  readonly verifiedAt: number | null;
  readonly resolvedAt: number | null;
  /** When it was last reopened after a stand-down; absent = never. */
  readonly reopenedAt?: number | undefined;
  readonly runs: readonly string[];
  /** In the order written. */
  readonly remarks: readonly Remark[];
  readonly tasks: Readonly<Record<string, Task>>;
  readonly decisions: Readonly<Record<string, Decision>>;
  readonly approvals: Readonly<Record<string, Approval>>;
  readonly activations: Readonly<Record<string, Activation>>;
  readonly pagings: Readonly<Record<string, Paging>>;
  /** Every run that went beyond the agreed bounds, in order. */
  readonly brokenGlass: readonly BrokenGlass[];
  /** To whom the recovery decision passed, in order, with when. */
  readonly passedTo: readonly { readonly person: string; readonly at: number }[];
  readonly planB: { readonly dueAt: number | null; readonly text: string | null };
  /** In order of time. */
  readonly moments: readonly Moment[];
};

export const isOpen = (incident: Incident): boolean => incident.phase !== 'resolved';
