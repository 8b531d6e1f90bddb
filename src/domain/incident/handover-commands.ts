import { AppError, refuse } from '../../errors';
import type { NewEvent } from '../events';
import { unknownOperator } from '../operator/operator';
import { briefingOf, briefingText } from './briefing';
import {
  type Circumstances,
  happened,
  isObserverByPlan,
  requireActor,
  requireOpen,
  requireOperator,
} from './circumstances';
import { commandTaken } from './command-taken';
import type { Handover, Incident } from './incident';
import { requirePerson } from './lookup';
import { optionalWords } from './words';

/** Offers command to somebody, with the briefing as it is now. Only the Incident Commander may; one offer at a time. */
export function offerHandover(
  now: Circumstances,
  command: { readonly incident: string; readonly to: string },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const from = requireActor(now, 'hand over command', incident);
  if (incident.commander !== from.id)
    refuse('Only the Incident Commander hands over command. A vacant command you may take.');
  const to = requirePerson(now.plan, command.to);
  if (to.id === from.id) refuse('Command is handed over to somebody else.');
  if (isObserverByPlan(to))
    refuse(`${to.name} is an observer by the plan. Offer command to somebody who acts.`);
  if (incident.handover) {
    const waiting = now.plan.people.find((each) => each.id === incident.handover?.to)?.name;
    refuse(`Command is offered to ${waiting ?? incident.handover.to} already. Withdraw that offer first.`);
  }
  const data = {
    incident: incident.id,
    // The journal only grows: a later offer never has the id of one that was answered.
    handover: `HANDOVER-${now.world.seq + 1}`,
    from: from.id,
    to: to.id,
    briefing: briefingText(briefingOf(now.plan, now.world, incident.id, now.at)),
  };
  return [happened(now, from.id, { type: 'handover.offered', data })];
}

export type AcceptHandover = {
  readonly incident: string;
  readonly handover: string;
  /** Who takes over, whoever sits at the console. */
  readonly person: string;
  /** How the caller made sure that it is them; `none` does for nobody who has a PIN, nor in a live plan. */
  readonly proof: 'none' | 'pin';
};

/** The other party's yes: command passes in the same moment. Signing them in is the caller's part. */
export function acceptHandover(now: Circumstances, command: AcceptHandover): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const handover = requireHandover(incident, command.handover);
  const person = requirePerson(now.plan, command.person);
  if (person.id !== handover.to) {
    const asked = now.plan.people.find((each) => each.id === handover.to)?.name ?? handover.to;
    refuse(`Command is offered to ${asked}. Only they accept it.`);
  }
  const { enrolledAt } = now.world.operators[person.id] ?? unknownOperator;
  if (command.proof === 'none' && (enrolledAt !== null || now.plan.mode === 'live'))
    refuse(`${person.name} accepts with their own PIN.`);
  const data = { incident: incident.id, handover: handover.id, how: 'accepted' as const };
  return [
    happened(now, person.id, { type: 'handover.ended', data }),
    ...commandTaken(now, { ...incident, handover: null }, { person: person.id, from: handover.from }),
  ];
}

/** Ends an offer without a change of command: the other party declines it, or whoever made it withdraws it. */
export function endHandover(
  now: Circumstances,
  command: {
    readonly incident: string;
    readonly handover: string;
    readonly how: 'declined' | 'withdrawn';
    readonly because?: string | undefined;
  },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireOperator(now, 'answer this offer');
  const handover = requireHandover(incident, command.handover);
  if (command.how === 'declined' && person !== handover.to)
    refuse('Only the one to whom command is offered declines it. Whoever offered it withdraws it.');
  if (command.how === 'withdrawn' && person !== handover.from)
    refuse('Only the one who offered command withdraws it. The other party declines it.');
  const because = optionalWords(command.because ?? '', 'A reason', 500);
  const ended = { incident: incident.id, handover: handover.id, how: command.how };
  const data = because === '' ? ended : { ...ended, because };
  return [happened(now, person, { type: 'handover.ended', data })];
}

function requireHandover(incident: Incident, id: string): Handover {
  if (incident.handover?.id === id) return incident.handover;
  throw new AppError('not-found', `${incident.id} has no open offer "${id}". It was answered or withdrawn.`);
}
