import { type ChangeKind, changedCount, type InventoryChange } from './inventory-change';
import type { Proof } from './last-proof';

/** A day as plan files write it, in UTC. */
export const moment = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** What an endpoint is that has changed so: "gone". */
export const changeNames: Readonly<Record<ChangeKind, string>> = {
  added: 'new',
  removed: 'gone',
  moved: 'at another address',
  rerouted: 'reached another way',
  relabelled: 'with other labels',
  rekeyed: 'with another host key',
};

/** "12 of 240 endpoints are new and 3 are gone since it was proven on 2026-03-02" */
export const inventoryWords = (change: InventoryChange, proof: Proof): string =>
  `${inList(changeWords({ ...change, rekeyed: [] }))} ${since(proof)}`;

/** "12 of 240 endpoints are new", "3 endpoints are gone": a text for each kind of change that there is. */
export function changeWords(change: InventoryChange): readonly string[] {
  const { added, removed, moved, rerouted, relabelled, rekeyed, total } = change;
  const of = (names: readonly string[], words: string, plural = words): readonly string[] => {
    if (names.length === 0) return [];
    return [`${names.length} of ${noun(total, 'endpoint')} ${names.length === 1 ? words : plural}`];
  };
  return [
    ...of(added, 'is new', 'are new'),
    ...(removed.length > 0 ? [`${noun(removed.length, 'endpoint')} ${are(removed.length)} gone`] : []),
    ...of(moved, 'is at another address', 'are at another address'),
    ...of(rerouted, 'is reached another way', 'are reached another way'),
    ...of(relabelled, 'has another label', 'have other labels'),
    ...of(rekeyed, 'has another host key', 'have another host key'),
  ];
}

/** "25 of 240 changed", and where more changed than there are "148 changed, 90 are left". */
export function countWords(change: InventoryChange): string {
  const changed = changedCount(change);
  return changed > change.total
    ? `${changed} changed, ${change.total || 'none'} ${are(change.total)} left`
    : `${changed} of ${change.total} changed`;
}

/** Words of a reason without when its service was proven, for where that stands beside them. */
export const withoutDay = (words: string, proof: Proof): string => words.replace(` ${since(proof)}`, '');

/** "3 of 240 endpoints have another host key since …" */
export function keyWords(change: InventoryChange, proof: Proof): string {
  const none = { added: [], removed: [], moved: [], rerouted: [], relabelled: [] };
  return `${inList(changeWords({ ...change, ...none }))} ${since(proof)}`;
}

/** How steps differ: "2 of 5 steps of restart-agent changed since …"; `now` is null for a runbook that is gone. */
export function stepWords(
  runbook: string,
  before: readonly string[],
  now: readonly string[] | null,
  proof: Proof,
): string {
  if (now === null) return `the runbook ${runbook} is gone ${since(proof)}`;
  const known = new Set(before);
  const changed = now.filter((step) => !known.has(step)).length;
  const words =
    changed > 0
      ? `${changed} of ${noun(now.length, 'step')} of ${runbook} changed`
      : before.length > now.length
        ? `${noun(before.length - now.length, 'step')} of ${runbook} ${are(before.length - now.length)} gone`
        : `the steps of ${runbook} stand in another order`;
  return `${words} ${since(proof)}`;
}

/** "restart-agent restores it now, and it was proven with reimage on 2026-03-02" */
export const otherRunbookWords = (restore: string, proven: string, proof: Proof): string =>
  `${restore} restores it now, and it was proven with ${proven} on ${moment(proof.at)}`;

/** "needs network:Core switch, no longer needs storage since …" */
export function dependencyWords(added: readonly string[], gone: readonly string[], proof: Proof): string {
  const parts = [
    ...(added.length > 0 ? [`needs ${inList(added)} in addition`] : []),
    ...(gone.length > 0 ? [`no longer needs ${inList(gone)}`] : []),
  ];
  return `${inList(parts)} ${since(proof)}`;
}

const since = (proof: Proof) => `since it was proven on ${moment(proof.at)}`;
const are = (count: number) => (count === 1 ? 'is' : 'are');
const noun = (count: number, word: string) => `${count} ${word}${count === 1 ? '' : 's'}`;

function inList(parts: readonly string[]): string {
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}
