import { refuse } from '../../errors';
import type { Person } from '../plan/plan';
import type { World } from '../world';
import { type Operator, unknownOperator } from './operator';

/** Wrong PINs in a row after which the next one may follow at once. */
const freeFailures = 2;
const firstDelayMs = 1000;
const longestDelayMs = 30_000;

/**
 * How long until the next PIN of this person counts, in milliseconds: 0 after two wrong ones, then 1 s, 2 s,
 * 4 s … and never more than 30 s. There is no lock-out: an incident must not lose its last commander to a typo.
 */
export function delayMs({ failures, lastFailureAt }: Operator, at: number): number {
  // A clock that was set back must not keep anyone out.
  if (failures <= freeFailures || lastFailureAt === null || at < lastFailureAt) return 0;
  const wholeMs = Math.min(longestDelayMs, firstDelayMs * 2 ** (failures - freeFailures - 1));
  return Math.max(0, lastFailureAt + wholeMs - at);
}

/** Refuses an attempt that comes before the delay has ended; it is not looked at and does not count. */
export function requireNoDelay(world: World, at: number, person: Person): void {
  const operator = operatorOf(world, person.id);
  const leftMs = delayMs(operator, at);
  if (leftMs > 0)
    refuse(
      `${operator.failures} wrong PINs for ${person.name} so far; next try in ${inSeconds(leftMs)}. This one was not looked at.`,
    );
}

/** What someone is told after a wrong PIN, when it stands in the journal. */
export function wrongPinWords(world: World, at: number, person: Person): string {
  const operator = operatorOf(world, person.id);
  const leftMs = delayMs(operator, at);
  const next = leftMs > 0 ? `next try in ${inSeconds(leftMs)}` : 'try again';
  return `Wrong PIN for ${person.name}. ${operator.failures} wrong so far; ${next}.`;
}

/** What the journal says of a person as an operator, whether or not they ever sat here. */
export function operatorOf(world: World, person: string): Operator {
  return world.operators[person] ?? unknownOperator;
}

const inSeconds = (ms: number) => `${Math.ceil(ms / 1000)} s`;
