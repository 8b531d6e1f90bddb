import { refuse } from '../../errors';
import { type Actor, type DomainEvent, type NewEvent, stream } from '../events';
import type { Circumstances } from '../incident/circumstances';
import { requirePerson } from '../incident/lookup';
import type { Person, Plan } from '../plan/plan';
import { operatorOf } from './attempts';
import type { Operator } from './operator';

/** How sure the console is who someone is. */
export type Proof = 'none' | 'pin';

/** What a plan says of the people at the console. */
export type Staff = Pick<Plan, 'mode' | 'people'>;

/** Who sits at the console stands in the world; more is not needed to decide on who sits there next. */
export type AtConsole = Pick<Circumstances, 'world' | 'at'> & { readonly plan: Staff };

/**
 * What a person has to give to be believed. Who has a PIN gives it; in a live plan everyone needs one; else the
 * name is enough.
 * @param hasPin whether the PIN file of this console holds one
 */
export function requiredProof(plan: Staff, person: Person, hasPin: boolean): Proof {
  if (hasPin) return 'pin';
  return plan.mode === 'live' ? refuse(needsPin(person)) : 'none';
}

/** Makes a person the operator, in place of whoever sat here. */
export function signIn(
  now: AtConsole,
  command: { readonly person: string; readonly proof: Proof },
): NewEvent[] {
  const person = requirePerson(now.plan, command.person);
  if (command.proof === 'none' && now.plan.mode === 'live') refuse(needsPin(person));
  const data = { person: person.id, proof: command.proof };
  return [happened(now, `person:${person.id}`, { type: 'operator.signed-in', data })];
}

/** A wrong PIN goes on the record. Who typed it is not known, so nobody is named as its cause. */
export function refusePin(now: AtConsole, person: string): NewEvent[] {
  const attempts = operatorOf(now.world, person).failures + 1;
  return [happened(now, 'console', { type: 'operator.refused', data: { person, attempts } })];
}

/**
 * A PIN is set. On what ground: it is the `first` one of this person here (trusted on first use), they gave the
 * `old` one, or the operator at the console vouches for them.
 */
export function enrol(
  now: AtConsole,
  command: { readonly person: string; readonly ground: 'first' | 'old' | 'voucher' },
): NewEvent[] {
  const person = requirePerson(now.plan, command.person);
  const by = command.ground === 'voucher' ? requireVoucher(now, person) : null;
  const changed = command.ground === 'old' ? { changed: true as const } : {};
  const data = { person: person.id, ...(by === null ? {} : { by }), ...changed };
  return [happened(now, `person:${by ?? person.id}`, { type: 'operator.enrolled', data })];
}

/**
 * Nobody sits here any more; `idle` and `locked` lock the console until somebody signs in. Nothing when nobody
 * sat here.
 */
export function leave(now: Pick<AtConsole, 'world' | 'at'>, because: 'left' | 'idle' | 'locked'): NewEvent[] {
  const person = now.world.operator;
  if (person === null) return [];
  const actor: Actor = because === 'idle' ? 'console' : `person:${person}`;
  return [happened(now, actor, { type: 'operator.signed-out', data: { person, because } })];
}

/** When a plan turns live, whoever gave no more than a name has to sign in anew. */
export function leaveUnproven(now: AtConsole): NewEvent[] {
  const person = now.world.operator;
  if (person === null || now.world.proof === 'pin' || now.plan.mode !== 'live') return [];
  return [happened(now, 'console', { type: 'operator.signed-out', data: { person, because: 'left' } })];
}

/** Whether this person's present PIN was set before a moment: one set later could be anybody's. */
export function enrolledBefore(operator: Operator, at: number): boolean {
  return operator.enrolledAt !== null && operator.enrolledAt < at;
}

/** The operator at the console, if their word may stand in for an old PIN. */
function requireVoucher(now: AtConsole, person: Person): string {
  const voucher = now.plan.people.find((each) => each.id === now.world.operator);
  const holdsOffice = voucher?.roles.some((role) => role === 'incident-commander' || role === 'deputy');
  if (voucher && holdsOffice && now.world.proof === 'pin' && voucher.id !== person.id) return voucher.id;
  return refuse(
    `${person.name} has a PIN at this console. Give the old one, or let someone else vouch who is signed in with a PIN and whom the plan gives the role Incident Commander or Deputy.`,
  );
}

const needsPin = (person: Person) =>
  `${person.name} has no PIN at this console, and this plan is live: everyone needs one. Set one now (4 to 64 characters; on the command line: holdfast pin set ${person.id}), then sign in with it.`;

function happened(now: Pick<AtConsole, 'at'>, actor: Actor, event: DomainEvent): NewEvent {
  return { ...event, stream: stream.console, occurredAt: now.at, actor };
}
