import type { Waves } from './runbook';

/**
 * Sizes of the waves for `endpoints` endpoints: the canary first, then waves of `size`.
 * They sum to `endpoints`; no wave is empty.
 */
export function planWaves({ canary, size }: Waves, endpoints: number): number[] {
  const waves: number[] = [];
  let left = endpoints;
  const take = (most: number) => {
    const next = Math.min(most, left);
    if (next > 0) waves.push(next);
    left -= next;
  };
  take(canary);
  while (left > 0) take(Math.max(1, size));
  return waves;
}

/**
 * How a screen calls wave `index`: the first is the canary when there is more than one.
 * @param stage after how many other stages of endpoints; those have no canary
 */
export function waveName(waves: readonly number[], index: number, stage = 0): string {
  if (stage > 0) return `stage ${stage + 1}, wave ${index + 1} of ${waves.length}`;
  if (waves.length > 1 && index === 0) return 'canary';
  const offset = waves.length > 1 ? 0 : 1;
  return `wave ${index + offset} of ${waves.length - 1 + offset}`;
}

/**
 * Orders endpoints so that the canary is a fair sample: it takes from every group in turn
 * instead of the first rows of the inventory, which are usually all from one site.
 * @param wentWrong those that ended badly before are taken only when no others are left
 */
export function spreadCanary<T>(
  items: readonly T[],
  canary: number,
  groupOf: (item: T) => string,
  wentWrong: (item: T) => boolean = () => false,
): T[] {
  const better = items.filter((item) => !wentWrong(item));
  const chosen = new Set(inTurn(better, canary, groupOf));
  for (const item of inTurn(items.filter(wentWrong), canary - chosen.size, groupOf)) chosen.add(item);
  return [...chosen, ...items.filter((item) => !chosen.has(item))];
}

/** At most so many, from every group in turn. */
function inTurn<T>(items: readonly T[], most: number, groupOf: (item: T) => string): T[] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = groupOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  const taken: T[] = [];
  for (let round = 0; taken.length < Math.min(most, items.length); round += 1)
    for (const group of groups.values()) {
      const item = group[round];
      if (item !== undefined && taken.length < most) taken.push(item);
    }
  return taken;
}
