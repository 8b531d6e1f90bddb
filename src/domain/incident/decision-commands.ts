import { AppError, refuse } from '../../errors';
import type { NewEvent } from '../events';
import { type Circumstances, happened, isObserver, requireActor, requireOpen } from './circumstances';
import type { Decision } from './decision';
import type { Incident } from './incident';
import { requirePerson } from './lookup';
import { requireTimeBox } from './time-box';
import { optionalWords, requireWords } from './words';

export type ProposeDecision = {
  readonly incident: string;
  readonly proposal: string;
  readonly risk: string;
  readonly planB: string;
  /** Who has to decide. */
  readonly owner: string;
  readonly timeBoxMs: number;
};

const most = 5000;
const mostBeside = 2000;

/** Puts a question to one person, with a time-box. `risk` and `planB` may be empty. */
export function proposeDecision(now: Circumstances, command: ProposeDecision): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'propose a decision', incident);
  const owner = requirePerson(now.plan, command.owner);
  if (isObserver(owner, incident)) refuse(`${owner.name} observes. Name somebody who decides.`);
  const data = {
    incident: incident.id,
    decision: `DECISION-${Object.keys(incident.decisions).length + 1}`,
    proposal: requireWords(command.proposal, 'A proposal', most),
    risk: optionalWords(command.risk, 'A risk', mostBeside),
    planB: optionalWords(command.planB, 'A plan B', mostBeside),
    owner: owner.id,
    dueAt: now.at + requireTimeBox(command.timeBoxMs),
  };
  return [happened(now, person.id, { type: 'decision.proposed', data })];
}

/** Puts one strong objection of the operator on record; it does not stop the decision, and is counted with it. */
export function objectToDecision(
  now: Circumstances,
  command: { readonly incident: string; readonly decision: string; readonly objection: string },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'object to a decision', incident);
  const decision = requirePending(incident, command.decision);
  if (decision.objections.some((each) => each.person === person.id))
    refuse('Your objection stands already. Add what is new with a note.');
  const objection = requireWords(command.objection, 'An objection', most);
  const data = { incident: incident.id, decision: decision.id, person: person.id, objection };
  return [happened(now, person.id, { type: 'decision.objected', data })];
}

/** Decides. Only whose turn it is may, and the Incident Commander. */
export function makeDecision(
  now: Circumstances,
  command: { readonly incident: string; readonly decision: string; readonly verdict: 'go' | 'no-go' },
): NewEvent[] {
  const incident = requireOpen(now, command.incident);
  const person = requireActor(now, 'decide', incident);
  const decision = requirePending(incident, command.decision);
  if (person.id !== decision.owner && person.id !== incident.commander) {
    const owner = now.plan.people.find((each) => each.id === decision.owner)?.name ?? decision.owner;
    refuse(`${decision.id} waits for ${owner}. They decide, or the Incident Commander.`);
  }
  const objections = decision.objections.length;
  const data = { incident: incident.id, decision: decision.id, verdict: command.verdict, objections };
  return [happened(now, person.id, { type: 'decision.made', data })];
}

function requirePending(incident: Incident, id: string): Decision {
  const decision = Object.hasOwn(incident.decisions, id) ? incident.decisions[id] : undefined;
  if (!decision) throw new AppError('not-found', `${incident.id} has no decision "${id}".`);
  if (decision.verdict !== null) refuse(`${decision.id} is decided already: ${decision.verdict}.`);
  return decision;
}
