import { nameOf } from '../names';
import type { Person, Plan } from '../plan/plan';
import { defaultFreshness } from '../plan/review';
import { spellDuration } from '../written-duration';
import type { Reach } from './contact-reach';
import { type Freshness, reviewReasons, type StaleReason } from './freshness';
import { moment } from './reason-words';

/**
 * A person: whether somebody has looked in time at how they are reached, and whether the ways that the plan names are
 * those on which a message last arrived, not too long ago.
 * @param reaches of this person, the latest first
 */
export function personFreshness(
  plan: Pick<Plan, 'freshness' | 'channels'>,
  person: Person,
  reaches: readonly Reach[],
  at: number,
): Freshness {
  const { reviewEveryMs, proveEveryMs } = plan.freshness ?? defaultFreshness;
  const proven = reaches.filter((reach) => isWay(person, reach));
  const reasons = [
    ...reviewReasons(person.reviewed, reviewEveryMs, at),
    ...contactReasons(plan, person, reaches, proven),
    ...reachReasons(proven, proveEveryMs, at),
  ];
  if (reasons.length > 0) return { state: 'stale', reasons };
  return { state: proven.length > 0 ? 'proven' : person.reviewed ? 'reviewed' : 'unproven', reasons };
}

/** A further contact takes nothing away from the proven ones; one that took the place of a proven one does. */
function contactReasons(
  plan: Pick<Plan, 'channels'>,
  person: Person,
  reaches: readonly Reach[],
  proven: readonly Reach[],
): readonly StaleReason[] {
  const over = (channel: string) => nameOf(plan.channels, channel);
  const reasons = person.contacts.flatMap(({ channel, address }): StaleReason[] => {
    if (proven.some((reach) => reach.channel === channel && reach.address === address)) return [];
    const before = reaches.find((reach) => reach.channel === channel && !isWay(person, reach));
    if (!before) return [];
    const words = `${over(channel)} leads to ${place(address)}, and the last message that arrived there went to ${place(before.address)} on ${moment(before.at)}`;
    return [{ rule: 'contact-changed', words }];
  });
  const [last] = reaches;
  if (!last || proven.length > 0 || reasons.length > 0) return reasons;
  const words = `the last message arrived over ${over(last.channel)} on ${moment(last.at)}, and the plan no longer names that way`;
  return [{ rule: 'contact-changed', words }];
}

function reachReasons([last]: readonly Reach[], everyMs: number, at: number): readonly StaleReason[] {
  if (!last || last.at + everyMs >= at) return [];
  const happened = last.isAnswered ? 'they last answered a message' : 'a message last arrived';
  const words = `${happened} on ${moment(last.at)}, and one is due every ${spellDuration(everyMs)}`;
  return [{ rule: 'reach-old', words }];
}

const isWay = ({ contacts }: Person, reach: Reach): boolean =>
  contacts.some(({ channel, address }) => channel === reach.channel && address === reach.address);

const place = (address: string): string => address || 'the channel itself';
