import { blastSet } from '../plan/dependencies/blast-set';
import type { DependencyGraph } from '../plan/dependencies/graph';

/** What is drawn of a graph: the keys, and how many there are that it has no room for. */
export type MapPart = { readonly keys: readonly string[]; readonly more: number };

/**
 * The part of a graph that is drawn around a chosen key: all of it where it has room, else what the chosen one
 * needs and what its failure reaches, the nearest first, at most `most` with itself. Linear in the graph.
 */
export function mapAround(graph: DependencyGraph, chosen: string, most: number): MapPart {
  const all = [...graph.nodes.keys()];
  if (all.length <= most) return { keys: all, more: 0 };
  const above = blastSet(graph, [chosen]).map(({ service }) => service);
  const below = needsBelow(graph, chosen);
  const near = new Set([chosen]);
  // In turns, so that neither side takes the room of the other.
  for (let index = 0; index < Math.max(above.length, below.length); index++) {
    for (const key of [below[index], above[index]]) if (key !== undefined && near.size < most) near.add(key);
  }
  return { keys: [...near], more: new Set([...above, ...below, chosen]).size - near.size };
}

/** Every key that a chosen one needs, itself or through others, the nearest first. */
export function needsBelow({ nodes }: DependencyGraph, chosen: string): readonly string[] {
  const found = new Set([chosen]);
  // The set grows while it is gone through.
  for (const key of found) for (const need of nodes.get(key)?.needs ?? []) found.add(need.key);
  return [...found].slice(1);
}
