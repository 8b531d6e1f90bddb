/** A group of cells under one label. */
export type GridGroup = { readonly label: string; readonly count: number };

/** Where one group lies: its label above, its cells row by row. `first` is the index of its first cell. */
export type GridBlock = GridGroup & {
  readonly first: number;
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  readonly width: number;
};

/** Where everything lies, in CSS pixels. `size` is the side of a cell, `pitch` the step to the next. */
export type GridLayout = {
  readonly pitch: number;
  readonly size: number;
  readonly labelHeight: number;
  readonly blocks: readonly GridBlock[];
};

/**
 * The room there is. `label` is the height of a label line, `most` the largest pitch, `grain` the size
 * of one pixel of the screen: everything lies on whole pixels, or thousands of edges would blur.
 */
export type GridRoom = {
  readonly width: number;
  readonly height: number;
  readonly label: number;
  readonly most: number;
  readonly grain: number;
};

const between = 1.6;
const smallestPitch = 2;

/**
 * Lays groups side by side, in as many bands as let the cells be largest, so that every cell lies
 * inside the room and none overlaps. Within a band all groups have the same number of rows. More
 * groups than there is room for labels become one group that says how many they are.
 */
export function layoutGrid(groups: readonly GridGroup[], room: GridRoom): GridLayout {
  const shown = groups.filter((group) => group.count > 0);
  const count = shown.reduce((sum, group) => sum + group.count, 0);
  return (
    largest(shown, room) ??
    largest([{ label: `${shown.length} sites`, count }], room) ?? {
      pitch: smallestPitch,
      size: 1,
      labelHeight: room.label,
      blocks: [],
    }
  );
}

function largest(groups: readonly GridGroup[], room: GridRoom): GridLayout | null {
  for (let pitch = room.most; pitch >= smallestPitch; pitch -= room.grain) {
    const mostBands = Math.min(groups.length, Math.floor(room.height / (room.label + pitch)));
    for (let bands = 1; bands <= mostBands; bands += 1) {
      const blocks = place(groups, bands, pitch, room);
      if (blocks) return { pitch, size: pitch - gapOf(pitch), labelHeight: room.label, blocks };
    }
  }
  return null;
}

/** Empty space between cells: less where cells are small. */
const gapOf = (pitch: number) => (pitch >= 12 ? 3 : pitch >= 7 ? 2 : 1);

function place(
  groups: readonly GridGroup[],
  bands: number,
  pitch: number,
  { width, height, label, grain }: GridRoom,
): GridBlock[] | null {
  const blocks: GridBlock[] = [];
  const space = Math.round(Math.max(10, pitch * between) / grain) * grain;
  const bandSpace = Math.round(space / 2 / grain) * grain;
  let y = 0;
  let first = 0;
  for (const band of split(groups, bands)) {
    const rows = rowsThatFit(band, pitch, width, space);
    if (rows === null) return null;
    let x = 0;
    for (const group of band) {
      const columns = columnsOf(group, rows, pitch);
      blocks.push({ ...group, first, x, y: y + label, columns, width: columns * pitch });
      x += columns * pitch + space;
      first += group.count;
    }
    y += label + rows * pitch + bandSpace;
    if (y - bandSpace > height) return null;
  }
  return blocks;
}

/** The fewest rows with which a band is no wider than the room. */
function rowsThatFit(band: readonly GridGroup[], pitch: number, width: number, space: number): number | null {
  const widthAt = (rows: number) =>
    band.reduce((sum, group) => sum + columnsOf(group, rows, pitch) * pitch, 0) + space * (band.length - 1);
  let low = 1;
  let high = Math.max(1, ...band.map((group) => group.count));
  if (widthAt(high) > width) return null;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (widthAt(middle) <= width) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A label must stay readable over the narrowest group, up to a width that one long name may claim. */
const letter = 7;
const widestLabel = 120;
const columnsOf = ({ label, count }: GridGroup, rows: number, pitch: number) => {
  const labelWidth = Math.min(widestLabel, (label.length + String(count).length + 2) * letter);
  return Math.max(Math.ceil(count / rows), Math.ceil(labelWidth / pitch));
};

/** Cuts the groups, in their order, into bands of about the same number of cells. */
function split(groups: readonly GridGroup[], bands: number): GridGroup[][] {
  const total = groups.reduce((sum, group) => sum + group.count, 0);
  const cut: GridGroup[][] = [[]];
  let seen = 0;
  for (const group of groups) {
    const current = cut.at(-1);
    if (
      current &&
      current.length > 0 &&
      cut.length < bands &&
      seen + group.count / 2 > (total / bands) * cut.length
    )
      cut.push([group]);
    else current?.push(group);
    seen += group.count;
  }
  return cut;
}

/** Where a cell lies: its top left corner. Null when there is no such cell. */
export function cellAt(layout: GridLayout, index: number): { readonly x: number; readonly y: number } | null {
  const block = layout.blocks.find((each) => index >= each.first && index < each.first + each.count);
  if (!block || index < 0) return null;
  const within = index - block.first;
  return {
    x: block.x + (within % block.columns) * layout.pitch,
    y: block.y + Math.floor(within / block.columns) * layout.pitch,
  };
}

/** Which cell lies under a point; null between cells and beside them. */
export function cellUnder(layout: GridLayout, x: number, y: number): number | null {
  for (const block of layout.blocks) {
    const column = Math.floor((x - block.x) / layout.pitch);
    const row = Math.floor((y - block.y) / layout.pitch);
    const within = row * block.columns + column;
    if (column >= 0 && column < block.columns && row >= 0 && within < block.count)
      return block.first + within;
  }
  return null;
}

/** The cell an arrow key leads to; across the edge of a group it goes to the next or previous cell. */
export function neighbour(layout: GridLayout, index: number, key: string): number | null {
  const block = layout.blocks.find((each) => index >= each.first && index < each.first + each.count);
  const last = layout.blocks.at(-1);
  if (!block || !last) return layout.blocks.length > 0 ? 0 : null;
  const end = last.first + last.count - 1;
  const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -block.columns, ArrowDown: block.columns }[key];
  if (key === 'Home') return 0;
  if (key === 'End') return end;
  return step === undefined ? null : Math.min(Math.max(index + step, 0), end);
}
