import type { Severity } from '../authority/envelope';
import type { DomainEvent } from '../events';
import type { Mode } from '../plan/plan';
import type { Objectives } from '../service/service';

export type IncidentPhase = 'declared' | 'active' | 'stabilised' | 'resolved';

/**
 * What the journal says about one incident. Times are Unix milliseconds; null = has not happened.
 * The six marks are what the RTA is made of: impact start, detected, declared, authorised, restored, verified.
 */
export type Incident = {
  readonly id: string;
  readonly service: string;
  readonly title: string;
  readonly severity: Severity;
  readonly mode: Mode;
  readonly phase: IncidentPhase;
  readonly commander: string | null;
  readonly impactStart: number;
  readonly impactStartFrom: 'probe' | 'person';
  /** As they stood at declaration: what the restoration is measured against. */
  readonly objectives: Pick<Objectives, 'rtoMs' | 'mtpdMs'>;
  /** When a probe first measured the disruption; null = none has yet. */
  readonly detectedAt: number | null;
  readonly declaredAt: number;
  readonly commandTakenAt: number | null;
  readonly authorisedAt: number | null;
  readonly restoredAt: number | null;
  readonly verifiedAt: number | null;
  readonly resolvedAt: number | null;
  readonly runs: readonly string[];
};

/** Folds one event into the incident it names; `undefined` until it is declared. */
export function evolveIncident(
  state: Incident | undefined,
  event: DomainEvent,
  at: number,
): Incident | undefined {
  if (event.type === 'incident.declared') {
    const { incident, ...declared } = event.data;
    return {
      ...declared,
      id: incident,
      phase: 'declared',
      commander: null,
      detectedAt: event.data.detectedAt ?? null,
      declaredAt: at,
      commandTakenAt: null,
      authorisedAt: null,
      restoredAt: null,
      verifiedAt: null,
      resolvedAt: null,
      runs: [],
    };
  }
  if (!state) return undefined;
  switch (event.type) {
    case 'command.taken':
      return {
        ...state,
        commander: event.data.person,
        commandTakenAt: state.commandTakenAt ?? at,
        phase: state.phase === 'declared' ? 'active' : state.phase,
      };
    case 'severity.raised':
      return { ...state, severity: event.data.to };
    case 'impact-start.corrected':
      return { ...state, impactStart: event.data.to, impactStartFrom: 'person' };
    case 'authority.granted':
      return { ...state, authorisedAt: state.authorisedAt ?? at };
    case 'run.started':
      return { ...state, runs: [...state.runs, event.data.run] };
    case 'service.changed':
      return onServiceChanged(state, event.data.to, at);
    case 'incident.resolved':
      return { ...state, phase: 'resolved', resolvedAt: at };
    default:
      return state;
  }
}

function onServiceChanged(state: Incident, to: string, at: number): Incident {
  if (to === 'restored') return { ...state, restoredAt: at, verifiedAt: null };
  if (to === 'verified') return { ...state, verifiedAt: at, phase: 'stabilised' };
  // It broke again: what was measured so far is no recovery.
  if (to === 'down' || to === 'degraded') {
    const detectedAt = state.detectedAt ?? at;
    return { ...state, detectedAt, restoredAt: null, verifiedAt: null, phase: backToWork(state) };
  }
  return state;
}

const backToWork = (state: Incident): IncidentPhase => (state.commander === null ? 'declared' : 'active');

export const isOpen = (incident: Incident): boolean => incident.phase !== 'resolved';
