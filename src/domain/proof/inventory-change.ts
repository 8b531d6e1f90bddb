/** What of an endpoint decides whether it is still the one that something was proven on. */
export type Machine = {
  readonly address: string;
  readonly port: number;
  readonly hostKeys: readonly string[];
};

/** How a set of endpoints differs from an earlier one; names in the order of the later, of the gone in their own. */
export type InventoryChange = {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Reached at another address or port. */
  readonly moved: readonly string[];
  /** Another host key is on file: another machine, or the same one set up anew. */
  readonly rekeyed: readonly string[];
  /** How many there are now. */
  readonly total: number;
};

/** The difference between two sets of endpoints, by name. */
export function inventoryChange(
  before: ReadonlyMap<string, Machine>,
  now: readonly ({ readonly name: string } & Machine)[],
): InventoryChange {
  const names = new Set(now.map(({ name }) => name));
  const pairs = now.flatMap((after) => {
    const earlier = before.get(after.name);
    return earlier ? [{ earlier, after }] : [];
  });
  return {
    added: now.filter(({ name }) => !before.has(name)).map(({ name }) => name),
    removed: [...before.keys()].filter((name) => !names.has(name)),
    moved: pairs
      .filter(({ earlier, after }) => earlier.address !== after.address || earlier.port !== after.port)
      .map(({ after }) => after.name),
    rekeyed: pairs
      .filter(({ earlier, after }) => !sameKeys(earlier.hostKeys, after.hostKeys))
      .map(({ after }) => after.name),
    total: now.length,
  };
}

/** The share of endpoints that are new, gone or moved; above 1 when more are gone than are left. */
export function changedShare({ added, removed, moved, total }: InventoryChange): number {
  const changed = added.length + removed.length + moved.length;
  return changed === 0 ? 0 : changed / Math.max(1, total);
}

/** A further key on file takes nothing away; one that is gone does. */
function sameKeys(before: readonly string[], now: readonly string[]): boolean {
  return before.every((key) => now.includes(key));
}
