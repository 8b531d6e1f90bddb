import type { DomainEvent } from '../events';
import type { Incident, Moment } from './incident';

/** Adds the event to the incident's moments when a delay can begin or end with it. */
export function withMoment(state: Incident, event: DomainEvent, at: number, by: string | null): Incident {
  const about = aboutOf(event);
  if (about === null) return state;
  return { ...state, moments: [...state.moments, { at, type: event.type, by, about, ...aboutRun(event) }] };
}

function aboutRun(event: DomainEvent): Pick<Moment, 'waves' | 'result'> {
  if (event.type === 'run.started') return { waves: event.data.waves.length };
  return event.type === 'run.ended' ? { result: event.data.result } : {};
}

function aboutOf(event: DomainEvent): string | null {
  switch (event.type) {
    case 'command.taken':
    case 'approval.given':
      return event.data.person;
    case 'approval.requested':
    case 'approval.ended':
      return event.data.approval;
    case 'activation.armed':
    case 'activation.vetoed':
    case 'activation.withdrawn':
    case 'activation.started':
      return event.data.activation;
    case 'activation.refused':
      return event.data.rule;
    case 'authority.granted':
      return event.data.envelope;
    case 'authority.refused':
      return event.data.runbook;
    case 'succession.passed':
      return event.data.to;
    case 'run.started':
    case 'run.ended':
    case 'run.halted':
    case 'run.stop-requested':
      return event.data.run;
    case 'run.wave-started':
      return `${event.data.run}/${event.data.wave}`;
    case 'service.changed':
      return event.data.to;
    default:
      return null;
  }
}
