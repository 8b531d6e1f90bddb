import { layout as arrange, Graph } from '@dagrejs/dagre';
import type { DependencyGraph } from '../../src/domain/plan/dependencies/graph';

/** A box of the picture by its upper left corner. All lengths in pixels at a root size of 16. */
export type Box = { readonly key: string; readonly x: number; readonly y: number };

/** An arrow from what is needed to what needs it, by the points it goes through. */
export type Arrow = {
  readonly from: string;
  readonly to: string;
  readonly points: readonly { readonly x: number; readonly y: number }[];
};

export type Layout = {
  readonly boxes: readonly Box[];
  readonly arrows: readonly Arrow[];
  readonly width: number;
  readonly height: number;
};

export const boxWidth = 208;
export const boxHeight = 46;

/** Draws from top to bottom: what is restored first stands above what needs it. */
export function layOut({ nodes }: DependencyGraph, keys: readonly string[]): Layout {
  const picture = new Graph();
  picture.setGraph({ rankdir: 'TB', nodesep: 16, ranksep: 44, marginx: 16, marginy: 16 });
  picture.setDefaultEdgeLabel(() => ({}));
  const drawn = new Set(keys);
  for (const key of keys) picture.setNode(key, { width: boxWidth, height: boxHeight });
  for (const key of keys) {
    for (const need of nodes.get(key)?.needs ?? []) if (drawn.has(need.key)) picture.setEdge(need.key, key);
  }
  arrange(picture);
  const { width = 0, height = 0 } = picture.graph();
  return {
    boxes: picture.nodes().map((key) => {
      const { x, y } = picture.node(key);
      return { key, x: x - boxWidth / 2, y: y - boxHeight / 2 };
    }),
    arrows: picture.edges().map(({ v, w }) => ({ from: v, to: w, points: picture.edge(v, w).points })),
    width,
    height,
  };
}

/**
 * The box that an arrow key goes to: the nearest in that direction, those in the same line before those that are
 * nearer but aside. null where there is none.
 */
export function boxToward(boxes: readonly Box[], from: string, key: string): string | null {
  const start = boxes.find((each) => each.key === from);
  const way = ways[key];
  if (!start || !way) return null;
  let best: { readonly key: string; readonly far: number } | null = null;
  for (const box of boxes) {
    const x = box.x - start.x;
    const y = box.y - start.y;
    const ahead = x * way[0] + y * way[1];
    const aside = Math.abs(x * way[1]) + Math.abs(y * way[0]);
    if (ahead <= 1) continue;
    const far = ahead + 3 * aside;
    if (best === null || far < best.far) best = { key: box.key, far };
  }
  return best?.key ?? null;
}

const ways: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
