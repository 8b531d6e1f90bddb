import { refuse } from '../../errors';
import { atLeastAsSevere, type Severity } from '../authority/envelope';
import type { NewEvent } from '../events';
import { nameOf } from '../names';
import { oneLine } from '../plain-text';
import { type Circumstances, happened, requireActor, requireOpen, requireOperator } from './circumstances';
import { commandTaken } from './command-taken';
import { declarationOf } from './declaration';
import { openIncidentOf, requireIncident, requireService } from './lookup';
import { endedPractice, resolutionOf } from './resolution';
import type { NoteKind } from './scribe';
import { requireWords } from './words';

export type Declare = {
  readonly service: string;
  readonly severity: Severity;
  /** Unix milliseconds; taken from the probe's first bad sweep when absent. */
  readonly impactStart?: number | undefined;
};

/** Declares an incident for a service. At most one may be open per service. */
export function declare(now: Circumstances, command: Declare): NewEvent[] {
  const person = requireActor(now, 'declare an incident', null);
  const service = requireService(now.plan, command.service);
  const open = openIncidentOf(now.world, service.id);
  const practice = open === null ? [] : endedPractice(now, open);
  if (open && practice.length === 0)
    refuse(`${open.id} is already open for ${service.name}. Add what you know to it with a note.`);
  const { severity, impactStart } = command;
  if (impactStart !== undefined && impactStart > now.at)
    refuse('Impact cannot start in the future. Give the moment people first felt it.');
  const data = declarationOf(now, { service, severity, impactStart });
  return [...practice, happened(now, person.id, { type: 'incident.declared', data })];
}

/**
 * Makes the operator Incident Commander. A vacant command is anybody's; from someone who holds it, it is taken
 * only by whom the plan gives the office, with a reason, and otherwise handed over.
 */
export function takeCommand(
  now: Circumstances,
  command: { readonly incident: string; readonly reason?: string | undefined },
): NewEvent[] {
  const person = requireActor(now, 'take command', null);
  const incident = requireOpen(now, command.incident);
  if (incident.commander === person.id) refuse('You are already the Incident Commander.');
  const from = incident.commander;
  if (from === null) return commandTaken(now, incident, { person: person.id });
  const name = nameOf([...now.plan.people, ...now.world.names.people], from);
  // Whom the plan no longer names can neither hand over nor be asked to.
  const isGone = !now.plan.people.some((each) => each.id === from);
  const mayRelieve = person.roles.includes('incident-commander') || person.roles.includes('deputy');
  if (!mayRelieve && !isGone)
    refuse(
      `${name} commands ${incident.id}. Ask for a handover: only an Incident Commander or Deputy of the plan relieves without one.`,
    );
  const reason = oneLine(command.reason ?? '');
  if (reason === '' && !isGone)
    refuse(
      `${name} commands ${incident.id}. Ask for a handover, or give a reason to relieve them without one.`,
    );
  return commandTaken(now, incident, { person: person.id, from, ...(reason === '' ? {} : { reason }) });
}

/** Raises the severity. It never goes down while the incident is open: assume the worse. */
export function raiseSeverity(
  now: Circumstances,
  command: { readonly incident: string; readonly severity: Severity },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'raise the severity', incident);
  if (atLeastAsSevere(incident.severity, command.severity))
    refuse(`${incident.id} is ${incident.severity}. Severity is only ever raised while an incident is open.`);
  const data = { incident: incident.id, from: incident.severity, to: command.severity };
  return [happened(now, person.id, { type: 'severity.raised', data })];
}

/** Corrects when people first felt it; every clock that counts from impact start follows. */
export function correctImpactStart(
  now: Circumstances,
  command: { readonly incident: string; readonly impactStart: number },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'correct the impact start', incident);
  if (command.impactStart > now.at)
    refuse('Impact cannot start in the future. Give the moment people first felt it.');
  if (incident.verifiedAt !== null && command.impactStart > incident.verifiedAt)
    refuse('Impact cannot start after the service was verified. Give the moment people first felt it.');
  const data = { incident: incident.id, from: incident.impactStart, to: command.impactStart };
  return [happened(now, person.id, { type: 'impact-start.corrected', data })];
}

/**
 * States the recovery point actual. Allowed on a resolved incident, because data are often counted afterwards; a later
 * statement corrects an earlier one.
 */
export function stateDataLoss(
  now: Circumstances,
  command: { readonly incident: string; readonly lossMs: number; readonly text: string },
): NewEvent[] {
  const incident = requireIncident(now.world, command.incident);
  const person = requireActor(now, 'state how much data is lost', incident);
  const text = requireWords(command.text, 'What shows it', 2000);
  const data = { incident: incident.id, lossMs: command.lossMs, text };
  return [happened(now, person.id, { type: 'data-loss.stated', data })];
}

/**
 * Writes what the scribe heard, observers' words too; what was decided is for those who act. Allowed on a
 * resolved incident: late entries keep their own time.
 */
export function writeNote(
  now: Circumstances,
  command: { readonly incident: string; readonly text: string; readonly kind?: NoteKind | undefined },
): NewEvent[] {
  const incident = requireIncident(now.world, command.incident);
  const { kind } = command;
  const person =
    kind === 'decision'
      ? requireActor(now, 'record a decision', incident).id
      : requireOperator(now, 'write a note');
  const text = requireWords(command.text, 'A note', 2000);
  const data = { incident: incident.id, text, ...(kind ? { kind } : {}) };
  return [happened(now, person, { type: 'note.written', data })];
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
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'stand down', incident).id;
  if (incident.commander !== person) refuse('Only the Incident Commander stands down. Take command first.');
  const running = incident.runs.find((run) => now.world.runs[run]?.result === null);
  if (running) refuse(`${running} is still running. Stop it or let it end first.`);
  const reason = command.reason?.trim();
  if (incident.verifiedAt !== null) return resolutionOf(now, incident, { actor: `person:${person}` });
  if (!reason)
    refuse(
      'The service is not verified yet. Restored is not verified. Give a reason to stand down without proof.',
    );
  return resolutionOf(now, incident, { actor: `person:${person}`, unproven: reason });
}
