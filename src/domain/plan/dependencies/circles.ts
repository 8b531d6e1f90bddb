/** Anything with keys that need keys. */
type Nodes = { readonly nodes: ReadonlyMap<string, { readonly needs: readonly { readonly key: string }[] }> };

/**
 * Ways round, each as its keys from the first in order of name back to it: `[a, b, a]`. Every group of nodes that
 * need each other yields at least one; none is told twice. Without recursion, for chains of any length.
 */
export function circlesIn(graph: Nodes): readonly (readonly string[])[] {
  const done = new Set<string>();
  const circles: string[][] = [];
  for (const start of [...graph.nodes.keys()].sort()) {
    if (done.has(start)) continue;
    const way = [start];
    const placeOnWay = new Map([[start, 0]]);
    const rest = [needsLeft(graph, start, done)];
    while (way.length > 0) {
      const next = rest.at(-1)?.pop();
      const place = next === undefined ? undefined : placeOnWay.get(next);
      if (next === undefined) {
        rest.pop();
        const left = way.pop() ?? '';
        placeOnWay.delete(left);
        done.add(left);
      } else if (place !== undefined) {
        circles.push([...way.slice(place), next]);
      } else if (!done.has(next)) {
        placeOnWay.set(next, way.length);
        way.push(next);
        rest.push(needsLeft(graph, next, done));
      }
    }
  }
  return circles;
}

function needsLeft({ nodes }: Nodes, key: string, done: ReadonlySet<string>): string[] {
  const needs = nodes.get(key)?.needs ?? [];
  return needs
    .map((need) => need.key)
    .filter((need) => nodes.has(need) && !done.has(need))
    .reverse();
}
