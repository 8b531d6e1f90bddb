import type { DomainEvent, EventOf } from '../events';
import { lastPreflight } from '../run/preflight/preflight';
import { aboutRestoration } from './judge-sweep';
import { type ProbeState, type ServiceState, type SweepResult, unknownService } from './service-state';

/** Folds one event into the state of the service it names. `at` is when it occurred. */
export function evolveService(
  state: ServiceState = unknownService,
  event: DomainEvent,
  at: number,
): ServiceState {
  switch (event.type) {
    case 'probe.swept': {
      const { probe, failing, total, unknown, measured, tookMs, changes } = event.data;
      const before = state.probes[probe];
      const endpoints: Record<string, SweepResult> = { ...before?.endpoints };
      for (const [endpoint, result] of changes) endpoints[endpoint] = result;
      const about = aboutRestoration(state, before, measured, at - tookMs);
      const asked = unknown === undefined ? {} : { unknown };
      const after: ProbeState = { measured, failing, total, ...asked, lastSweepAt: at, ...about, endpoints };
      return { ...state, probes: { ...state.probes, [probe]: after } };
    }
    case 'service.changed':
      return {
        ...state,
        condition: event.data.to,
        since: at,
        ...marks(state, event.data, at),
        probes: event.data.to === 'restored' ? countedAnew(state.probes) : state.probes,
      };
    case 'preflight.done':
      return { ...state, preflight: lastPreflight(event.data, at) };
    default:
      return state;
  }
}

/** What was seen before this restoration, good or bad, says nothing of it. */
function countedAnew(probes: ServiceState['probes']): ServiceState['probes'] {
  return Object.fromEntries(
    Object.entries(probes).map(([id, probe]) => [id, { ...probe, afterRestoration: false, goodSweeps: 0 }]),
  );
}

function marks(
  state: ServiceState,
  { to, unjudged }: Pick<EventOf<'service.changed'>['data'], 'to' | 'unjudged'>,
  at: number,
): Pick<ServiceState, 'firstBadAt' | 'restoredAt' | 'verifiedAt'> {
  const { condition, firstBadAt } = state;
  switch (to) {
    case 'degraded':
    case 'down':
      return { firstBadAt: isAnew(state) ? at : firstBadAt, restoredAt: null, verifiedAt: null };
    case 'restored':
      return { firstBadAt, restoredAt: at, verifiedAt: null };
    case 'verified':
      return { firstBadAt, restoredAt: state.restoredAt, verifiedAt: at };
    case 'unknown':
      // A disruption that cannot be judged for a while does not begin anew when it can be.
      return {
        firstBadAt: unjudged === true && condition !== 'verified' ? firstBadAt : null,
        restoredAt: null,
        verifiedAt: null,
      };
    case 'healthy':
      return { firstBadAt: null, restoredAt: null, verifiedAt: null };
  }
}

/** Whether a disruption that is seen now is another one than the service had before. */
function isAnew({ condition, firstBadAt }: ServiceState): boolean {
  if (condition === 'unknown') return firstBadAt === null;
  return condition === 'healthy' || condition === 'verified';
}
