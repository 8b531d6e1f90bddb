import type { Message } from './comms/message';
import type { Incident } from './incident/incident';
import { isOpen } from './incident/incident';
import type { Run } from './run/run-state';
import type { ServiceState } from './service/service-state';

/**
 * What of a state moves with a wall clock that was set: everything that open work measures from or waits
 * for, so that durations stay true and a countdown neither jumps nor starts anew. What has ended keeps the
 * times it was told in.
 */
export function stepService(state: ServiceState, byMs: number): ServiceState {
  return {
    ...state,
    ...moved(state, ['since', 'firstBadAt', 'restoredAt', 'verifiedAt'], byMs),
    ...(state.preflight
      ? { preflight: { ...state.preflight, ...moved(state.preflight, ['at'], byMs) } }
      : {}),
    probes: Object.fromEntries(
      Object.entries(state.probes).map(([id, probe]) => [
        id,
        { ...probe, ...moved(probe, ['lastSweepAt'], byMs) },
      ]),
    ),
  };
}

/** See `stepService`; an incident that is resolved stays as it is. */
export function stepIncident(state: Incident, byMs: number): Incident {
  if (!isOpen(state)) return state;
  const all = <T extends object>(things: Readonly<Record<string, T>>, keys: readonly (keyof T)[]) =>
    Object.fromEntries(
      Object.entries(things).map(([id, thing]) => [id, { ...thing, ...moved(thing, keys, byMs) }]),
    ) as Record<string, T>;
  return {
    ...state,
    ...moved(state, marks, byMs),
    rule: state.rule && { ...state.rule, ...moved(state.rule, ['metAt', 'crossedAt'], byMs) },
    handover: state.handover && { ...state.handover, ...moved(state.handover, ['offeredAt'], byMs) },
    tasks: all(state.tasks, ['givenAt', 'dueAt', 'calledBackAt', 'closedAt']),
    decisions: all(state.decisions, ['proposedAt', 'dueAt', 'decidedAt']),
    approvals: all(state.approvals, ['requestedAt', 'lapsesAt', 'givenAt']),
    activations: all(state.activations, ['armedAt', 'startsAt', 'endedAt']),
    pagings: all(state.pagings, ['startedAt', 'acknowledgedAt', 'exhaustedAt', 'endedAt']),
    ...(state.dataLoss && { dataLoss: { ...state.dataLoss, ...moved(state.dataLoss, ['at'], byMs) } }),
    brokenGlass: state.brokenGlass.map((each) => ({ ...each, at: each.at + byMs })),
    passedTo: state.passedTo.map((each) => ({ ...each, at: each.at + byMs })),
    planB: { ...state.planB, ...moved(state.planB, ['dueAt'], byMs) },
    moments: state.moments.map((each) => ({ ...each, at: each.at + byMs })),
  };
}

/** See `stepService`; a run of an incident that is resolved stays as it is. */
export function stepRun(state: Run, incident: Incident | undefined, byMs: number): Run {
  if (!(incident && isOpen(incident))) return state;
  return { ...state, ...moved(state, ['startedAt', 'endedAt', 'stopRequestedAt', 'pausedAt'], byMs) };
}

/** See `stepService`; what was said in an incident that is resolved, and has been sent or given up, stays as it is. */
export function stepMessage(state: Message, incident: Incident | undefined, byMs: number): Message {
  const deliveries = Object.entries(state.deliveries);
  const isOver = deliveries.every(([, delivery]) => delivery.endedAt !== null);
  if (isOver && !(incident && isOpen(incident))) return state;
  const times = ['retryAt', 'releasedAt', 'endedAt'] as const;
  return {
    ...state,
    ...moved(state, ['queuedAt', 'nextUpdateAt', 'expiresAt'], byMs),
    deliveries: Object.fromEntries(
      deliveries.map(([id, delivery]) => [id, { ...delivery, ...moved(delivery, times, byMs) }]),
    ),
  };
}

const marks = [
  'impactStart',
  'detectedAt',
  'declaredAt',
  'commandTakenAt',
  'authorisedAt',
  'executingAt',
  'restoredAt',
  'verifiedAt',
  'reopenedAt',
] as const satisfies readonly (keyof Incident)[];

/** The named times of a thing, moved; null and the absent stay so. */
export function moved<T extends object>(thing: T, keys: readonly (keyof T)[], byMs: number): Partial<T> {
  const changes: Partial<Record<keyof T, number>> = {};
  for (const key of keys) {
    const time = thing[key];
    if (typeof time === 'number') changes[key] = time + byMs;
  }
  return changes as Partial<T>;
}
