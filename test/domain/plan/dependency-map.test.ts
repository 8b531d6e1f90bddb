import { describe, expect, it } from 'vitest';
import { dependencyGraph } from '../../../src/domain/plan/dependencies/graph';
import { mapAround, needsBelow } from '../../../src/domain/views/dependency-map';

const objectives = { rtoMs: 60_000, rpoMs: 0, wrtMs: 0, mtpdMs: 120_000 };
const graphOf = (needs: Readonly<Record<string, readonly string[]>>) =>
  dependencyGraph(
    Object.entries(needs).map(([id, dependsOn]) => ({ id, name: id, tier: 1, objectives, dependsOn })),
  );

/** a ← b ← … : every one needs the one before. */
const chain = graphOf(
  Object.fromEntries(
    Array.from('abcdefghij', (id, index) => [id, index > 0 ? ['abcdefghij'[index - 1] ?? ''] : []]),
  ),
);

describe('the part of a graph that is drawn', () => {
  it('is all of it where it has room', () => {
    expect(mapAround(chain, 'e', 10)).toEqual({ keys: [...'abcdefghij'], more: 0 });
  });

  it('is what lies nearest on both sides where it has none, and counts the rest', () => {
    const { keys, more } = mapAround(chain, 'e', 5);
    expect([[...keys].sort(), more]).toEqual([[...'cdefg'], 5]);
  });

  it('leaves out what has nothing to do with the chosen one, and does not count it', () => {
    const graph = graphOf({ a: [], b: ['a'], c: [], d: ['c'] });
    expect(mapAround(graph, 'b', 2)).toEqual({ keys: ['b', 'a'], more: 0 });
  });

  it('ends where services need each other', () => {
    const graph = graphOf({ a: ['b'], b: ['a'] });
    expect([mapAround(graph, 'a', 1), needsBelow(graph, 'a')]).toEqual([{ keys: ['a'], more: 1 }, ['b']]);
  });
});
