import { type Actor, type NewEvent, stream } from '../events';
import type { Plan } from '../plan/plan';
import { unknownService, worstProbe } from '../service/service-state';
import type { World } from '../world';
import type { Incident } from './incident';

/** Who or what ends an incident, and why when nothing proved it. */
export type Resolution = {
  readonly actor: Actor;
  readonly unproven?: string | undefined;
  readonly rule?: string | undefined;
};

/**
 * The events that end an incident. A verified service is healthy from then on, unless a probe last said otherwise; a
 * claim that was never proven does not outlive its incident: the next sweep starts afresh.
 */
export function resolutionOf(
  { world, at }: { readonly world: World; readonly at: number },
  incident: Incident,
  { actor, unproven, rule }: Resolution,
): NewEvent[] {
  const common = { occurredAt: at, actor };
  const resolved: NewEvent = {
    ...common,
    type: 'incident.resolved',
    stream: stream.incident(incident.id),
    data: {
      incident: incident.id,
      ...(unproven === undefined ? {} : { unproven }),
      ...(rule === undefined ? {} : { rule }),
    },
  };
  const state = world.services[incident.service] ?? unknownService;
  if (state.condition !== 'verified' && state.condition !== 'restored') return [resolved];
  const worst = worstProbe(state)?.probe;
  const isWell = state.condition === 'verified' && (worst?.measured ?? 'healthy') === 'healthy';
  return [
    resolved,
    {
      ...common,
      type: 'service.changed',
      stream: stream.service(incident.service),
      data: {
        service: incident.service,
        from: state.condition,
        to: isWell ? 'healthy' : 'unknown',
        failing: worst?.failing ?? 0,
        total: worst?.total ?? 0,
        because: 'stood down',
        incident: incident.id,
      },
    },
  ];
}

/**
 * Ends an exercise that nobody ended and that stands in the way of a real incident: the plan in force is live.
 * No events when it is not so, or while something still runs in it.
 */
export function endedPractice(
  now: { readonly world: World; readonly plan: Pick<Plan, 'mode'>; readonly at: number },
  incident: Incident,
): NewEvent[] {
  const isRunning = incident.runs.some((run) => now.world.runs[run]?.result === null);
  if (now.plan.mode !== 'live' || incident.mode === 'live' || isRunning) return [];
  return resolutionOf(now, incident, {
    actor: 'console',
    unproven: `A real incident took the place of this ${incident.mode}.`,
  });
}
