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

/** Where everything lies, in CSS pixels. `pitch` is the step to the next cell, `rowPitch` that to the next row. */
export type GridLayout = {
  readonly pitch: number;
  readonly rowPitch: number;
  /** How wide a cell is, and how high. */
  readonly size: number;
  readonly cellHeight: number;
  readonly labelHeight: number;
  /** One label for all where the groups are too many for labels of their own; null = each has its own. */
  readonly heading: string | null;
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

const smallestPitch = 2;
/** Below this cells are so small that labels of groups are dearer than they are worth. */
const roomyPitch = 7;
const dearLabels = 1.4;
/** Cells of this pitch or less have no shapes: they may be higher than wide where there is room. */
const flatPitch = 6;
const steepest = 1.5;

/** How groups stand beside each other. `space` lies between them; `columns` gives the narrowest a group may be. */
type Manner = {
  readonly label: number;
  readonly space: (pitch: number) => number;
  readonly columns: (group: GridGroup, pitch: number) => number;
};

/** A label must stay readable over the narrowest group, up to a width that one long name may claim. */
const letter = 7;
const widestLabel = 120;
const labelled = (label: number): Manner => ({
  label,
  space: (pitch) => (pitch < 4 ? 6 : Math.max(10, pitch * 1.6)),
  columns: ({ label: text, count }, pitch) =>
    Math.ceil(Math.min(widestLabel, (text.length + String(count).length + 2) * letter) / pitch),
});
/** Only a gap tells one group from the next, and the name of the one pointed at stands below. */
const dense = (groups: number): Manner => ({
  label: 0,
  space: (pitch) => Math.max(groups > 20 ? 3 : 6, pitch * 0.9),
  columns: () => 1,
});

/**
 * Lays groups side by side, in as many bands as let the cells be largest, so that every cell lies
 * inside the room and none overlaps. Within a band all groups have the same number of rows. Groups
 * whose labels would cost the cells too much of their size share one heading; where even the gaps
 * have no room they become one group.
 */
export function layoutGrid(groups: readonly GridGroup[], room: GridRoom): GridLayout {
  const shown = groups.filter((group) => group.count > 0);
  const count = shown.reduce((sum, group) => sum + group.count, 0);
  const own = largest(shown, room, labelled(room.label));
  if (own && (own.pitch >= roomyPitch || shown.length === 1)) return own;
  const shared = underHeading(shown, room);
  if (shared && (!own || shared.pitch > own.pitch * dearLabels)) return shared;
  return (
    own ??
    largest([{ label: `${shown.length} sites`, count }], room, labelled(room.label)) ?? {
      ...{ pitch: smallestPitch, rowPitch: smallestPitch, size: 1, cellHeight: 1 },
      ...{ labelHeight: room.label, heading: null, blocks: [] },
    }
  );
}

function underHeading(groups: readonly GridGroup[], room: GridRoom): GridLayout | null {
  const layout = largest(groups, { ...room, height: room.height - room.label }, dense(groups.length));
  if (!layout) return null;
  const blocks = layout.blocks.map((block) => ({ ...block, y: block.y + room.label }));
  // In one row as much of each name is shown as has room over its group.
  const isOneRow = new Set(blocks.map(({ y }) => y)).size === 1;
  const heading = isOneRow ? null : `${groups.length} sites, by name`;
  return { ...layout, blocks, labelHeight: room.label, heading };
}

function largest(groups: readonly GridGroup[], room: GridRoom, manner: Manner): GridLayout | null {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  // No larger pitch can fit: all cells together would be larger than the room.
  const bound = Math.floor(Math.sqrt((room.width * room.height) / Math.max(1, count)) / room.grain);
  for (let pitch = Math.min(room.most, bound * room.grain); pitch >= smallestPitch; pitch -= room.grain) {
    const mostBands = Math.min(groups.length, Math.floor(room.height / (manner.label + pitch)));
    for (let bands = 1; bands <= mostBands; bands += 1) {
      const at = (rowPitch: number) => place(groups, bands, { pitch, rowPitch }, room, manner);
      const blocks = at(pitch);
      if (blocks) return stretched(at, { pitch, blocks, labelHeight: manner.label }, room.grain);
    }
  }
  return null;
}

/** Makes small cells as high as the room lets them be: width alone bounds thousands of them in a low room. */
function stretched(
  at: (rowPitch: number) => GridBlock[] | null,
  { pitch, blocks, labelHeight }: Pick<GridLayout, 'pitch' | 'blocks' | 'labelHeight'>,
  grain: number,
): GridLayout {
  let [rowPitch, placed] = [pitch, blocks];
  for (let next = pitch + grain; pitch <= flatPitch && next <= pitch * steepest; next += grain) {
    const higher = at(next);
    if (!higher) break;
    [rowPitch, placed] = [next, higher];
  }
  const gap = gapOf(pitch);
  const sizes = { size: pitch - gap, cellHeight: rowPitch - gap };
  return { pitch, rowPitch, ...sizes, labelHeight, heading: null, blocks: placed };
}

/** Empty space between cells: less where cells are small, none where it would be half of them. */
const gapOf = (pitch: number) => (pitch >= 12 ? 3 : pitch >= 7 ? 2 : pitch > 2 ? 1 : 0);

function place(
  groups: readonly GridGroup[],
  bands: number,
  { pitch, rowPitch }: Pick<GridLayout, 'pitch' | 'rowPitch'>,
  { width, height, grain }: GridRoom,
  manner: Manner,
): GridBlock[] | null {
  const blocks: GridBlock[] = [];
  const space = Math.round(manner.space(pitch) / grain) * grain;
  const bandSpace = manner.label > 0 ? Math.round(space / 2 / grain) * grain : space;
  const widthOf = (group: GridGroup, rows: number) =>
    Math.max(Math.ceil(group.count / rows), manner.columns(group, pitch));
  let y = 0;
  let first = 0;
  for (const band of split(groups, bands)) {
    const rows = rowsThatFit(
      band,
      (at) => band.reduce((sum, group) => sum + widthOf(group, at) * pitch, space * (band.length - 1)),
      width,
    );
    if (rows === null) return null;
    let x = 0;
    for (const group of band) {
      const columns = widthOf(group, rows);
      blocks.push({ ...group, first, x, y: y + manner.label, columns, width: columns * pitch });
      x += columns * pitch + space;
      first += group.count;
    }
    y += manner.label + rows * rowPitch + bandSpace;
    if (y - bandSpace > height) return null;
  }
  return blocks;
}

/** The fewest rows with which a band is no wider than the room. */
function rowsThatFit(
  band: readonly GridGroup[],
  widthAt: (rows: number) => number,
  width: number,
): number | null {
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
