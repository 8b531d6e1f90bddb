import type { Recorded } from './events';
import { evolveIncident, type Incident } from './incident/incident';
import type { Names } from './names';
import type { Mode } from './plan/plan';
import { evolveRun, type Run } from './run/run-state';
import { evolveService } from './service/evolve-service';
import type { ServiceState } from './service/service-state';

/**
 * Everything the journal says, folded. The one state that decisions are made on and the screen is
 * drawn from; plain data, so that it crosses to the window as it is. Disposable: rebuilt from the
 * journal at every start.
 */
export type World = {
  /** Sequence number of the last event folded in; 0 = nothing yet. */
  readonly seq: number;
  /** Person id of whoever signed in last at this console. */
  readonly operator: string | null;
  readonly mode: Mode | null;
  /** Names of the plan adopted last, so that the record reads without it. */
  readonly names: Names;
  readonly services: Readonly<Record<string, ServiceState>>;
  readonly incidents: Readonly<Record<string, Incident>>;
  readonly runs: Readonly<Record<string, Run>>;
};

export const emptyWorld: World = {
  seq: 0,
  operator: null,
  mode: null,
  names: { people: [], services: [], runbooks: [] },
  services: {},
  incidents: {},
  runs: {},
};

/** Folds one recorded event in. Never mutates; untouched parts keep their identity. */
export function evolveWorld(world: World, event: Recorded): World {
  const next = { ...world, seq: event.seq };
  const at = event.occurredAt;
  switch (event.type) {
    case 'operator.signed-in':
      return { ...next, operator: event.data.person };
    case 'plan.adopted':
      return { ...next, mode: event.data.mode, names: namesIn(event.data) };
    case 'probe.swept':
      return withService(next, event.data.service, event);
    case 'service.changed': {
      const changed = withService(next, event.data.service, event);
      return event.data.incident ? withIncident(changed, event.data.incident, event) : changed;
    }
    case 'run.started':
      return withIncident(withRun(next, event.data.run, event), event.data.incident, event);
    case 'run.wave-started':
    case 'run.sending':
    case 'run.settled':
    case 'run.stop-requested':
    case 'run.halted':
    case 'run.ended':
      return withRun(next, event.data.run, event);
    // Whoever sat here before the console was closed need not be who sits here now.
    case 'console.started':
      return { ...next, operator: null };
    case 'clock.stepped':
      return { ...next, services: onSteppedClock(next.services, event.data.byMs) };
    default:
      return withIncident(next, event.data.incident, event);
  }

  function withService(to: World, id: string, event: Recorded): World {
    return { ...to, services: { ...to.services, [id]: evolveService(to.services[id], event, at) } };
  }
  function withIncident(to: World, id: string, event: Recorded): World {
    const incident = evolveIncident(to.incidents[id], event, at);
    return incident ? { ...to, incidents: { ...to.incidents, [id]: incident } } : to;
  }
  function withRun(to: World, id: string, event: Recorded): World {
    const run = evolveRun(to.runs[id], event, at);
    return run ? { ...to, runs: { ...to.runs, [id]: run } } : to;
  }
}

/** Restorations move with the clock, so that sweeps told in its new time still count as having begun after them. */
function onSteppedClock(services: World['services'], byMs: number): World['services'] {
  const moved = Object.entries(services).map(([id, state]) => {
    const { restoredAt } = state;
    return [id, restoredAt === null ? state : { ...state, restoredAt: restoredAt + byMs }] as const;
  });
  return Object.fromEntries(moved);
}

const namesIn = ({ people, services, runbooks }: Names): Names => ({ people, services, runbooks });

/** Folds many; the order is the journal's. */
export function foldWorld(events: Iterable<Recorded>, from: World = emptyWorld): World {
  let world = from;
  for (const event of events) world = evolveWorld(world, event);
  return world;
}
