import { moved, stepIncident, stepMessage, stepRun, stepService } from './clock-step';
import { evolveMessage } from './comms/message';
import { evolveThreshold, refusalKey, thresholdKey } from './escalation/threshold-state';
import type { EventOf, Recorded } from './events';
import { evolveIncident } from './incident/evolve-incident';
import type { Names } from './names';
import { evolveOperator } from './operator/operator';
import { evolveRun } from './run/run-state';
import { evolveService } from './service/evolve-service';
import { alertKey, type FiringAlert } from './signal/alert';
import { emptyWorld, type World } from './world';

/**
 * Folds one recorded event in. Untouched parts keep their identity; nothing is mutated but what is in `own`, which
 * is for whoever made it a moment ago and shows it to nobody.
 */
export function evolveWorld(world: World, event: Recorded, own?: WeakSet<object>): World {
  const next = { ...world, seq: event.seq };
  const at = event.occurredAt;
  switch (event.type) {
    case 'operator.signed-in':
      return {
        ...withOperator(next, event),
        operator: event.data.person,
        proof: event.data.proof,
        locked: null,
      };
    case 'operator.enrolled':
    case 'operator.refused':
      return withOperator(next, event);
    case 'operator.signed-out': {
      const locked = event.data.because === 'left' ? null : event.data.person;
      return { ...next, operator: null, proof: 'none', locked };
    }
    case 'connectivity.changed': {
      const { check, ...said } = event.data;
      return { ...next, connectivity: { ...next.connectivity, [check]: { ...said, since: at } } };
    }
    case 'receiver.refused':
    case 'fleet.armed':
    case 'fleet.disarmed':
    case 'plan.edited':
    case 'plan.prepared':
      return next;
    case 'plan.adopted':
      return { ...next, mode: event.data.mode, names: namesIn(event.data) };
    case 'alerts.changed':
      return { ...next, alerts: withAlerts(next.alerts, event.data, own) };
    case 'threshold.met':
    case 'threshold.crossed':
    case 'threshold.cleared':
      return withThreshold(next, event, at);
    case 'probe.swept':
    case 'preflight.done':
      return withService(next, event.data.service, event);
    case 'service.changed': {
      const changed = withService(next, event.data.service, event);
      return event.data.incident ? withIncident(changed, event.data.incident, event) : changed;
    }
    case 'activation.refused': {
      const { service, rule, runbook, incident = null, because } = event.data;
      const key = refusalKey(service, rule, runbook);
      const refusedActivations = { ...next.refusedActivations, [key]: { incident, because } };
      const refused = { ...next, refusedActivations };
      return incident === null ? refused : withIncident(refused, incident, event);
    }
    case 'run.started':
    case 'run.ended':
      return withIncident(withRun(next, event.data.run, event, own), event.data.incident, event);
    case 'run.wave-started':
    case 'run.step-opened':
    case 'run.step-progress':
    case 'run.step-closed':
    case 'run.stop-requested':
    case 'run.halted': {
      const incident = next.runs[event.data.run]?.incident;
      const changed = withRun(next, event.data.run, event);
      return incident === undefined ? changed : withIncident(changed, incident, event);
    }
    case 'run.sending':
    case 'run.settled':
    case 'run.paused':
    case 'run.continued':
    case 'run.reconciled':
      return withRun(next, event.data.run, event, own);
    case 'message.queued':
    case 'delivery.sending':
    case 'delivery.done':
    case 'delivery.failed':
    case 'delivery.held':
    case 'delivery.released':
    case 'delivery.dropped': {
      const message = evolveMessage(next.messages[event.data.message], event, at);
      return message ? { ...next, messages: { ...next.messages, [message.id]: message } } : next;
    }
    // Whoever sat here before the console was closed need not be who sits here now.
    case 'console.started':
      return { ...next, operator: null, proof: 'none', locked: null };
    case 'clock.stepped':
      return onSteppedClock(next, event.data.byMs);
    case 'approval.given':
      return withIncident(withOperator(next, event), event.data.incident, event);
    default:
      return withIncident(next, event.data.incident, event);
  }
}

function withService(to: World, id: string, event: Recorded): World {
  const service = evolveService(to.services[id], event, event.occurredAt);
  return { ...to, services: { ...to.services, [id]: service } };
}

function withIncident(to: World, id: string, event: Recorded): World {
  const rule = event.type === 'incident.declared' ? event.data.rule : undefined;
  const threshold =
    event.type === 'incident.declared' && rule !== undefined
      ? to.thresholds[thresholdKey(event.data.service, rule)]
      : undefined;
  const happening = { at: event.occurredAt, actor: event.actor, threshold };
  const incident = evolveIncident(to.incidents[id], event, happening);
  return incident ? { ...to, incidents: { ...to.incidents, [id]: incident } } : to;
}

function withRun(to: World, id: string, event: Recorded, own?: WeakSet<object>): World {
  const run = evolveRun(to.runs[id], event, event.occurredAt, own);
  return run ? { ...to, runs: { ...to.runs, [id]: run } } : to;
}

function withOperator(to: World, event: Recorded & { readonly data: { readonly person: string } }): World {
  const { person } = event.data;
  const operator = evolveOperator(to.operators[person], event, event.occurredAt);
  return { ...to, operators: { ...to.operators, [person]: operator } };
}

function withThreshold(
  to: World,
  event: Recorded & { readonly data: { readonly service: string; readonly rule: string } },
  at: number,
): World {
  const key = thresholdKey(event.data.service, event.data.rule);
  const thresholds = { ...to.thresholds, [key]: evolveThreshold(to.thresholds[key], event, at) };
  if (event.type !== 'threshold.cleared') return { ...to, thresholds };
  const left = Object.entries(to.refusedActivations).filter(([refused]) => !refused.startsWith(`${key}/`));
  return { ...to, thresholds, refusedActivations: Object.fromEntries(left) };
}

function withAlerts(
  alerts: World['alerts'],
  told: EventOf<'alerts.changed'>['data'],
  own?: WeakSet<object>,
): World['alerts'] {
  const service = told.service ?? '';
  const before = alerts[service];
  const firing: Record<string, FiringAlert> = before && own?.has(before) ? before : { ...before };
  own?.add(firing);
  for (const alert of told.fired)
    firing[alertKey(told.source, alert.fingerprint)] = { ...alert, source: told.source };
  for (const { fingerprint } of told.resolved) delete firing[alertKey(told.source, fingerprint)];
  return { ...alerts, [service]: firing };
}

/** Everything open moves with the clock, so that what is told in its new time is measured from the same moments. */
function onSteppedClock(world: World, byMs: number): World {
  const each = <T>(things: Readonly<Record<string, T>>, step: (thing: T) => T) =>
    Object.fromEntries(Object.entries(things).map(([id, thing]) => [id, step(thing)]));
  return {
    ...world,
    services: each(world.services, (state) => stepService(state, byMs)),
    incidents: each(world.incidents, (state) => stepIncident(state, byMs)),
    thresholds: each(world.thresholds, (state) => ({
      ...state,
      ...moved(state, ['metAt', 'crossedAt'], byMs),
    })),
    runs: each(world.runs, (state) => stepRun(state, world.incidents[state.incident], byMs)),
    messages: each(world.messages, (state) =>
      stepMessage(state, world.incidents[state.incident ?? ''], byMs),
    ),
    operators: each(world.operators, (state) => ({
      ...state,
      ...moved(state, ['enrolledAt', 'lastFailureAt'], byMs),
    })),
  };
}

const namesIn = ({ people, services, runbooks }: Names): Names => ({ people, services, runbooks });

/**
 * Folds many; the order is the journal's. What a storm of alerts or the batches of a run change is copied once, not
 * with every one of them.
 */
export function foldWorld(events: Iterable<Recorded>, from: World = emptyWorld): World {
  const own = new WeakSet<object>();
  let world = from;
  for (const event of events) world = evolveWorld(world, event, own);
  return world;
}
