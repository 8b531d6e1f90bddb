import type { GridBlock, GridLayout } from './grid-layout';

/** Where a cell lies: its top left corner. Null when there is no such cell. */
export function cellAt(layout: GridLayout, index: number): { readonly x: number; readonly y: number } | null {
  const block = blockOf(layout, index);
  if (!block) return null;
  const within = index - block.first;
  return {
    x: block.x + (within % block.columns) * layout.pitch,
    y: block.y + Math.floor(within / block.columns) * layout.rowPitch,
  };
}

/** Blocks lie in the order of their cells; among hundreds of them every cell is looked up. */
function blockOf({ blocks }: GridLayout, index: number): GridBlock | null {
  let low = 0;
  let high = blocks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const block = blocks[middle];
    if (!block) return null;
    if (index < block.first) high = middle - 1;
    else if (index >= block.first + block.count) low = middle + 1;
    else return block;
  }
  return null;
}

/** Which cell lies under a point; null between cells and beside them. */
export function cellUnder(layout: GridLayout, x: number, y: number): number | null {
  for (const block of layout.blocks) {
    const column = Math.floor((x - block.x) / layout.pitch);
    const row = Math.floor((y - block.y) / layout.rowPitch);
    const within = row * block.columns + column;
    if (column >= 0 && column < block.columns && row >= 0 && within < block.count)
      return block.first + within;
  }
  return null;
}

/**
 * The cell a key leads to: left and right along the order of the endpoints, up and down to whatever lies there,
 * Page Up and Page Down from group to group. Null for a key that leads nowhere.
 */
export function neighbour(layout: GridLayout, index: number, key: string): number | null {
  const at = layout.blocks.findIndex((each) => index >= each.first && index < each.first + each.count);
  const last = layout.blocks.at(-1);
  if (!last) return null;
  if (at < 0) return 0;
  const end = last.first + last.count - 1;
  switch (key) {
    case 'Home':
      return 0;
    case 'End':
      return end;
    case 'ArrowLeft':
      return Math.max(index - 1, 0);
    case 'ArrowRight':
      return Math.min(index + 1, end);
    case 'ArrowUp':
      return straight(layout, index, -1);
    case 'ArrowDown':
      return straight(layout, index, 1);
    case 'PageUp':
      return layout.blocks[Math.max(at - 1, 0)]?.first ?? null;
    case 'PageDown':
      return layout.blocks[at + 1]?.first ?? end;
    default:
      return null;
  }
}

/** The next cell above or below, across the gaps between bands of groups; the same one at the edge. */
function straight(layout: GridLayout, index: number, step: 1 | -1): number {
  const from = cellAt(layout, index);
  if (!from) return index;
  const { rowPitch, size, cellHeight, blocks } = layout;
  const bottom = Math.max(...blocks.map((each) => each.y + each.count * rowPitch));
  for (let y = from.y + step * rowPitch; y >= 0 && y <= bottom; y += step * rowPitch) {
    const found = cellUnder(layout, from.x + size / 2, y + cellHeight / 2);
    if (found !== null) return found;
  }
  return index;
}
