import { refuse } from '../../errors';
import { atLeastAsSevere, type Severity } from '../authority/envelope';
import { type Actor, type DomainEvent, type NewEvent, stream } from '../events';
import type { Plan } from '../plan/plan';
import { unknownService, worstProbe } from '../service/service-state';
import type { World } from '../world';
import type { Incident } from './incident';
import { isOpen } from './incident';
import { openIncidentOf, requireIncident, requirePerson, requireService } from './lookup';

/** Who asks, on which plan, in which world, when. Every command gets exactly this. */
export type Circumstances = {
  readonly world: World;
  readonly plan: Plan;
  readonly at: number;
  /** Person id of the operator at the console, or null when nobody signed in. */
  readonly operator: string | null;
};

export type Declare = {
  readonly service: string;
  readonly severity: Severity;
  /** Unix milliseconds; taken from the probe's first bad sweep when absent. */
  readonly impactStart?: number | undefined;
};

/** Declares an incident for a service. At most one may be open per service. */
export function declare(now: Circumstances, command: Declare): NewEvent[] {
  const person = requireOperator(now, 'declare an incident');
  const service = requireService(now.plan, command.service);
  const open = openIncidentOf(now.world, service.id);
  if (open) refuse(`${open.id} is already open for ${service.name}. Add what you know to it with a note.`);
  const state = now.world.services[service.id] ?? unknownService;
  // A clock that was set back meanwhile must not keep anyone from declaring.
  const impactStart = command.impactStart ?? Math.min(state.firstBadAt ?? now.at, now.at);
  if (impactStart > now.at)
    refuse('Impact cannot start in the future. Give the moment people first felt it.');
  const incident = nextIncidentId(now.world);
  return [
    happened(now, person, incident, {
      type: 'incident.declared',
      data: {
        incident,
        service: service.id,
        title: `${service.name} is ${state.condition === 'degraded' ? 'degraded' : 'down'}`,
        severity: command.severity,
        mode: now.plan.mode,
        impactStart,
        impactStartFrom: command.impactStart === undefined && state.firstBadAt !== null ? 'probe' : 'person',
        ...(state.firstBadAt === null ? {} : { detectedAt: state.firstBadAt }),
        objectives: { rtoMs: service.objectives.rtoMs, mtpdMs: service.objectives.mtpdMs },
      },
    }),
  ];
}

/** Makes the operator Incident Commander. Taking it over from someone is allowed and on the record. */
export function takeCommand(now: Circumstances, command: { readonly incident: string }): NewEvent[] {
  const person = requireOperator(now, 'take command');
  const incident = requireOpen(now, command.incident);
  if (incident.commander === person) refuse('You are already the Incident Commander.');
  const from = incident.commander ? { from: incident.commander } : {};
  return [
    happened(now, person, incident.id, {
      type: 'command.taken',
      data: { incident: incident.id, person, ...from },
    }),
  ];
}

/** Raises the severity. It never goes down while the incident is open: assume the worse. */
export function raiseSeverity(
  now: Circumstances,
  command: { readonly incident: string; readonly severity: Severity },
): NewEvent[] {
  const person = requireOperator(now, 'raise the severity');
  const incident = requireOpen(now, command.incident);
  if (atLeastAsSevere(incident.severity, command.severity))
    refuse(`${incident.id} is ${incident.severity}. Severity is only ever raised while an incident is open.`);
  const data = { incident: incident.id, from: incident.severity, to: command.severity };
  return [happened(now, person, incident.id, { type: 'severity.raised', data })];
}

/** Corrects when people first felt it; every clock that counts from impact start follows. */
export function correctImpactStart(
  now: Circumstances,
  command: { readonly incident: string; readonly impactStart: number },
): NewEvent[] {
  const person = requireOperator(now, 'correct the impact start');
  const incident = requireOpen(now, command.incident);
  if (command.impactStart > now.at)
    refuse('Impact cannot start in the future. Give the moment people first felt it.');
  if (incident.verifiedAt !== null && command.impactStart > incident.verifiedAt)
    refuse('Impact cannot start after the service was verified. Give the moment people first felt it.');
  const data = { incident: incident.id, from: incident.impactStart, to: command.impactStart };
  return [happened(now, person, incident.id, { type: 'impact-start.corrected', data })];
}

/** Writes what the scribe heard. Allowed on a resolved incident, too: late entries keep their own time. */
export function writeNote(
  now: Circumstances,
  command: { readonly incident: string; readonly text: string },
): NewEvent[] {
  const person = requireOperator(now, 'write a note');
  const incident = requireIncident(now.world, command.incident);
  const text = command.text.trim();
  if (text === '') refuse('A note needs words.');
  if (text.length > 2000) refuse(`A note holds 2,000 characters; this one has ${text.length}. Split it.`);
  return [
    happened(now, person, incident.id, { type: 'note.written', data: { incident: incident.id, text } }),
  ];
}

/**
 * Ends the incident. Only the Incident Commander may, and only when nothing runs. Restored is not verified:
 * without proof by probe it takes a reason (a false alarm, a service that no probe watches), which goes into
 * the record in place of an RTA.
 */
export function standDown(
  now: Circumstances,
  command: { readonly incident: string; readonly reason?: string | undefined },
): NewEvent[] {
  const person = requireOperator(now, 'stand down');
  const incident = requireOpen(now, command.incident);
  if (incident.commander !== person) refuse('Only the Incident Commander stands down. Take command first.');
  const running = incident.runs.find((run) => now.world.runs[run]?.result === null);
  if (running) refuse(`${running} is still running. Stop it or let it end first.`);
  const unproven = command.reason?.trim();
  if (incident.verifiedAt === null && !unproven)
    refuse(
      'The service is not verified yet. Restored is not verified. Give a reason to stand down without proof.',
    );
  const data = { incident: incident.id, ...(incident.verifiedAt === null ? { unproven } : {}) };
  const state = now.world.services[incident.service] ?? unknownService;
  const worst = worstProbe(state)?.probe;
  const resolved = happened(now, person, incident.id, { type: 'incident.resolved', data });
  if (state.condition !== 'verified' && state.condition !== 'restored') return [resolved];
  return [
    resolved,
    {
      type: 'service.changed',
      stream: stream.service(incident.service),
      occurredAt: now.at,
      actor: `person:${person}`,
      data: {
        service: incident.service,
        from: state.condition,
        // A claim that was never proven does not outlive its incident: the next sweep starts afresh.
        to: state.condition === 'verified' ? 'healthy' : 'unknown',
        failing: worst?.failing ?? 0,
        total: worst?.total ?? 0,
        because: 'stood down',
        incident: incident.id,
      },
    },
  ];
}

/** The operator's id, or a refusal that says what they were about to do. */
export function requireOperator(now: Circumstances, intent: string): string {
  if (now.operator === null) return refuse(`Say who you are before you ${intent}.`);
  return requirePerson(now.plan, now.operator).id;
}

export function requireOpen(now: Circumstances, id: string): Incident {
  const incident = requireIncident(now.world, id);
  if (!isOpen(incident)) refuse(`${id} is resolved. Declare a new incident if it is back.`);
  return incident;
}

function nextIncidentId(world: World): string {
  const highest = Object.keys(world.incidents).reduce(
    (top, id) => Math.max(top, Number(id.slice(4)) || 0),
    0,
  );
  return `INC-${String(highest + 1).padStart(4, '0')}`;
}

function happened(now: Circumstances, person: string, incident: string, event: DomainEvent): NewEvent {
  const actor: Actor = `person:${person}`;
  return { ...event, stream: stream.incident(incident), occurredAt: now.at, actor } as NewEvent;
}
