import type { Incident } from '../incident/incident';
import type { Names } from '../names';
import type { Plan } from '../plan/plan';
import { gatesOf, type PhaseGates } from './latency/gates';
import { cutPhases, type Phase, type PhaseName } from './phases';

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
  incident: Incident,
  names: Names,
  plan: Pick<Plan, 'services'> | null,
  at: number,
): Stretch[] {
  const service = plan?.services.find((each) => each.id === incident.service) ?? null;
  const gates = gatesOf(incident, names, service);
  return cutPhases(incident, at).flatMap((phase) => cut(phase, gates[phase.name]));
}

/** Cuts a phase wherever a gate opens or shuts in it, and joins neighbours that waited for the same. */
function cut(phase: Phase, gates: PhaseGates): Stretch[] {
  const end = phase.startedAt + phase.tookMs;
  // A phase that has just begun has lasted no time and waits for something all the same.
  if (phase.tookMs === 0 && phase.endedAt !== null) return [];
  const edges = gates.edges.filter((edge) => edge > phase.startedAt && edge < end);
  const starts = [...new Set([phase.startedAt, ...edges])].sort((a, b) => a - b);
  const stretches: Stretch[] = [];
  starts.forEach((startedAt, index) => {
    const endedAt = starts[index + 1] ?? end;
    const { gate, words } = gates.at(startedAt);
    const last = stretches.at(-1);
    if (last?.gate === gate && last.words === words)
      stretches[stretches.length - 1] = { ...last, endedAt, tookMs: endedAt - last.startedAt };
    else stretches.push({ phase: phase.name, gate, words, startedAt, endedAt, tookMs: endedAt - startedAt });
  });
  return stretches.map((each, index) =>
    phase.endedAt === null && index === stretches.length - 1 ? { ...each, endedAt: null } : each,
  );
}
