import type { InventoryChange } from './inventory-change';
import type { Proof } from './last-proof';

/** A day as plan files write it, in UTC. */
export const moment = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** "12 of 240 endpoints are new and 3 are gone since it was proven on 2026-03-02" */
export function inventoryWords({ added, removed, moved, total }: InventoryChange, proof: Proof): string {
  const parts = [
    ...(added.length > 0 ? [`${added.length} of ${noun(total, 'endpoint')} ${are(added.length)} new`] : []),
    ...(removed.length > 0 ? [`${noun(removed.length, 'endpoint')} ${are(removed.length)} gone`] : []),
    ...(moved.length > 0
      ? [`${moved.length} of ${noun(total, 'endpoint')} ${are(moved.length)} at another address`]
      : []),
  ];
  return `${inList(parts)} ${since(proof)}`;
}

/** "3 of 240 endpoints have another host key since …" */
export function keyWords({ rekeyed, total }: InventoryChange, proof: Proof): string {
  const have = rekeyed.length === 1 ? 'has' : 'have';
  return `${rekeyed.length} of ${noun(total, 'endpoint')} ${have} another host key ${since(proof)}`;
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
