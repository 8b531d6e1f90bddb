import type { Labelled } from './selector';

/** A value that whatever a selector names must have: of a label, `name` or `group`. */
export type Need = { readonly key: string; readonly value: string };

const indexes = new WeakMap<readonly Labelled[], Map<string, ReadonlyMap<string, readonly Labelled[]>>>();

/** Those of an inventory that have the value, in its order; the inventory is looked through once for each key. */
export function endpointsWith<T extends Labelled>(
  endpoints: readonly T[],
  { key, value }: Need,
): readonly T[] {
  const byKey = indexes.get(endpoints) ?? new Map<string, ReadonlyMap<string, readonly Labelled[]>>();
  indexes.set(endpoints, byKey);
  const byValue = byKey.get(key) ?? byValueOf(endpoints, key);
  byKey.set(key, byValue);
  return (byValue.get(value) ?? []) as readonly T[];
}

function byValueOf(endpoints: readonly Labelled[], key: string): ReadonlyMap<string, readonly Labelled[]> {
  const found = new Map<string, Labelled[]>();
  for (const endpoint of endpoints)
    for (const value of new Set(valuesOf(endpoint, key))) {
      const those = found.get(value);
      if (those) those.push(endpoint);
      else found.set(value, [endpoint]);
    }
  return found;
}

/** What an endpoint has under a key of a selector. */
export function valuesOf(endpoint: Labelled, key: string): readonly string[] {
  if (key === 'name') return [endpoint.name];
  if (key === 'group') return endpoint.groups ?? [];
  const value = Object.hasOwn(endpoint.labels, key) ? endpoint.labels[key] : undefined;
  return value === undefined ? [] : [value];
}
