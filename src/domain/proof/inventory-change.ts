import type { Endpoint, Hop } from '../plan/plan';

/** What of an endpoint decides whether it is still the one that something was proven on. */
export type Machine = {
  readonly address: string;
  readonly port: number;
  readonly hostKeys: readonly string[];
  /** Who signs in; empty = not known, and not compared. */
  readonly user: string;
  /** Through which machines it is reached, first hop first; absent = not known, and not compared. */
  readonly jump?: readonly Hop[] | undefined;
  /** Those that its steps read; with others nothing else is done there. Absent = none. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly groups?: readonly string[] | undefined;
};

/** How endpoints can differ from earlier ones, in the order in which it is said. */
export const changeKinds = ['added', 'removed', 'moved', 'rerouted', 'relabelled', 'rekeyed'] as const;
export type ChangeKind = (typeof changeKinds)[number];

/**
 * How a set of endpoints differs from an earlier one; names in the order of the later, of the gone in their own.
 * - `moved`: at another address or port
 * - `rerouted`: reached as another user, or through other machines
 * - `relabelled`: a label or group that its steps read is another
 * - `rekeyed`: another host key is on file: another machine, or the same one set up anew
 */
export type InventoryChange = Readonly<Record<ChangeKind, readonly string[]>> & {
  /** How many there are now. */
  readonly total: number;
};

/** The difference between two sets of endpoints, by name. */
export function inventoryChange(
  before: ReadonlyMap<string, Machine>,
  now: readonly Endpoint[],
): InventoryChange {
  const names = new Set(now.map(({ name }) => name));
  const differing = (isOther: (earlier: Machine, after: Endpoint) => boolean) =>
    now.flatMap((after) => {
      const earlier = before.get(after.name);
      return earlier && isOther(earlier, after) ? [after.name] : [];
    });
  return {
    added: now.filter(({ name }) => !before.has(name)).map(({ name }) => name),
    removed: [...before.keys()].filter((name) => !names.has(name)),
    moved: differing((earlier, after) => earlier.address !== after.address || earlier.port !== after.port),
    rerouted: differing(isRerouted),
    relabelled: differing(isRelabelled),
    rekeyed: differing((earlier, after) => !sameKeys(earlier.hostKeys, after.hostKeys)),
    total: now.length,
  };
}

/**
 * How many endpoints are new, gone or other than they were. A host key counts for itself: one is enough to ask
 * whether it is still the same machine.
 */
export function changedCount(change: InventoryChange): number {
  const { added, removed, moved, rerouted, relabelled } = change;
  return new Set([...added, ...removed, ...moved, ...rerouted, ...relabelled]).size;
}

/** The share of those that changed; above 1 when more are gone than are left. */
export const changedShare = (change: InventoryChange): number =>
  changedCount(change) / Math.max(1, change.total);

/** Whether nothing at all is other than it was. */
export const isSameInventory = (change: InventoryChange): boolean =>
  changeKinds.every((kind) => change[kind].length === 0);

/** A further key on file takes nothing away; one that is gone does. */
function sameKeys(before: readonly string[], now: readonly string[]): boolean {
  return before.every((key) => now.includes(key));
}

function isRerouted(before: Machine, { user, jump = [] }: Endpoint): boolean {
  if (!sameUser(before.user, user)) return true;
  const way = before.jump;
  return way !== undefined && !(way.length === jump.length && way.every((hop, at) => sameHop(hop, jump[at])));
}

function sameHop(before: Hop, now: Hop | undefined): boolean {
  return (
    before.address === now?.address &&
    before.port === now.port &&
    sameUser(before.user, now.user) &&
    sameKeys(before.hostKeys, now.hostKeys)
  );
}

const sameUser = (before: string, now: string): boolean => before === '' || before === now;

function isRelabelled(before: Machine, { labels, groups = [] }: Endpoint): boolean {
  const { groups: member } = before;
  const isOther = Object.entries(before.labels ?? {}).some(
    ([label, value]) => !Object.hasOwn(labels, label) || labels[label] !== value,
  );
  const isElsewhere =
    member !== undefined &&
    !(member.length === groups.length && member.every((group) => groups.includes(group)));
  return isOther || isElsewhere;
}
