import type { Incident } from '../incident/incident';
import type { Names } from '../names';
import type { Plan } from '../plan/plan';
import type { PhaseName } from './phases';

/** What a stretch of time was spent on: a rule's hold time, a person, a veto countdown, a run, a probe. */
export type GateKind = 'probe' | 'threshold' | 'person' | 'approval' | 'veto' | 'tool' | 'nobody';

/** One stretch on the way from impact to verified. `endedAt` is null while it lasts. */
export type Stretch = {
  readonly phase: PhaseName;
  readonly gate: GateKind;
  /** What it waited for, in words: `nobody in command`, `veto time of rule half-down`, `RUN-0001, wave 2`. */
  readonly words: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly tookMs: number;
};

/**
 * The decision-latency X-ray: every millisecond from impact to verified attributed to one gate. Stretches are
 * disjoint, in order, and sum exactly to the phases of `cutPhases`, hence to the RTA.
 */
export function latency(
  _incident: Incident,
  _names: Names,
  _plan: Pick<Plan, 'services'> | null,
  _at: number,
): Stretch[] {
  throw new Error('not built');
}
