/** One of these values under this key. */
export type Need = { readonly key: string; readonly values: readonly string[] };

/** Of one list of endpoints: key → value → positions, in order. */
type Index = { readonly size: number; readonly keys: Map<string, ReadonlyMap<string, readonly number[]>> };

/** Below this, looking at each is as fast. */
const fewest = 200;

// Five hundred services over twenty thousand endpoints are ten million looks; a plan keeps one list for as long as it is in force.
const indexes = new WeakMap<readonly unknown[], Index>();

/** Those that may fulfil a need, in their order; all of them where that cannot be told sooner. */
export function among<T>(
  endpoints: readonly T[],
  need: Need | null,
  valuesOf: (endpoint: T, key: string) => readonly string[],
): readonly T[] {
  if (need === null || endpoints.length < fewest) return endpoints;
  const byValue = keyed(endpoints, need.key, valuesOf);
  const found = [...new Set(need.values)].flatMap((value) => byValue.get(value) ?? []);
  const inOrder = need.values.length === 1 ? found : [...new Set(found)].sort((a, b) => a - b);
  return inOrder.map((position) => endpoints[position] as T);
}

function keyed<T>(
  endpoints: readonly T[],
  key: string,
  valuesOf: (endpoint: T, key: string) => readonly string[],
): ReadonlyMap<string, readonly number[]> {
  const { keys } = indexOf(endpoints);
  const known = keys.get(key);
  if (known) return known;
  const byValue = new Map<string, number[]>();
  for (const [position, endpoint] of endpoints.entries()) {
    for (const value of new Set(valuesOf(endpoint, key))) {
      const own = byValue.get(value);
      if (own) own.push(position);
      else byValue.set(value, [position]);
    }
  }
  keys.set(key, byValue);
  return byValue;
}

function indexOf(endpoints: readonly unknown[]): Index {
  const known = indexes.get(endpoints);
  // Whoever adds to a list that was looked at does not find the old one.
  if (known && known.size === endpoints.length) return known;
  const index: Index = { size: endpoints.length, keys: new Map() };
  indexes.set(endpoints, index);
  return index;
}
