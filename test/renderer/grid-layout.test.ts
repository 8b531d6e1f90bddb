import { describe, expect, it } from 'vitest';
import { cellAt, cellUnder, neighbour } from '../../renderer/command/grid/grid-cells';
import { type GridGroup, layoutGrid } from '../../renderer/command/grid/grid-layout';

const room = { width: 1048, height: 380, label: 26, most: 48, grain: 1 };
const total = (groups: readonly GridGroup[]) => groups.reduce((sum, each) => sum + each.count, 0);

/** Every cell as the pixels it covers; fails where one lies outside the room or on another. */
function coverage(
  groups: readonly GridGroup[],
  at = room,
): { cells: number; outside: number; overlapping: number } {
  const layout = layoutGrid(groups, at);
  const taken = new Set<string>();
  const found = { cells: 0, outside: 0, overlapping: 0 };
  for (let index = 0; index < total(groups); index += 1) {
    const cell = cellAt(layout, index);
    if (!cell) continue;
    found.cells += 1;
    if (cell.x < 0 || cell.y < 0 || cell.x + layout.size > at.width || cell.y + layout.cellHeight > at.height)
      found.outside += 1;
    const corner = `${cell.x}/${cell.y}`;
    if (
      taken.has(corner) ||
      cellUnder(layout, cell.x + layout.size / 2, cell.y + layout.cellHeight / 2) !== index
    )
      found.overlapping += 1;
    taken.add(corner);
  }
  return found;
}

describe('grid layout', () => {
  it.each([
    ['10,000 cells in one site', [{ label: 'Site', count: 10_000 }]],
    [
      '10,000 cells in five sites',
      [3400, 3000, 2000, 1240, 360].map((count, index) => ({ label: `Site ${index}`, count })),
    ],
    [
      '10,000 cells in forty sites',
      Array.from({ length: 40 }, (_, index) => ({ label: `Ward ${index}`, count: 250 })),
    ],
    [
      'one huge site and many tiny ones',
      [
        { label: 'North', count: 4000 },
        ...Array.from({ length: 12 }, (_, index) => ({ label: `Clinic ${index}`, count: 1 + index })),
      ],
    ],
    ['a single cell', [{ label: 'Site', count: 1 }]],
  ])('%s fit into 1048 × 380, and no two overlap', (_, groups) => {
    expect(coverage(groups)).toEqual({ cells: total(groups), outside: 0, overlapping: 0 });
  });

  it.each([
    ['1048 × 380', room],
    ['820 × 140', { ...room, width: 820, height: 140 }],
  ])('puts 300 sites of 30 under one heading in %s, each still apart from the next', (_, at) => {
    const groups = Array.from({ length: 300 }, (_, index) => ({ label: `Clinic ${index + 1}`, count: 30 }));
    const layout = layoutGrid(groups, at);
    expect([layout.heading, layout.blocks.length, layout.blocks[299]?.label, coverage(groups, at)]).toEqual([
      '300 sites, by name',
      300,
      'Clinic 300',
      { cells: 9000, outside: 0, overlapping: 0 },
    ]);
  });

  it('makes one group of so many sites that not even gaps between them have room', () => {
    const groups = Array.from({ length: 9000 }, (_, index) => ({ label: `Kiosk ${index}`, count: 1 }));
    const at = { ...room, width: 300, height: 150 };
    expect([layoutGrid(groups, at).blocks.map(({ label, count }) => [label, count])]).toEqual([
      [['9000 sites', 9000]],
    ]);
  });

  it('keeps the names of a few sites over them although their cells are small', () => {
    const groups = [360, 2000, 3400, 3000, 1240].map((count, index) => ({ label: `Site ${index}`, count }));
    const { heading, blocks } = layoutGrid(groups, { ...room, width: 820, height: 140 });
    expect([heading, blocks.length]).toEqual([null, 5]);
  });

  it('makes small cells higher than wide where the room is', () => {
    const groups = [360, 2000, 3400, 3000, 1240].map((count, index) => ({ label: `Site ${index}`, count }));
    const { size, cellHeight } = layoutGrid(groups, { ...room, width: 1024, height: 264 });
    expect(cellHeight).toBeGreaterThan(size);
  });

  it('fits into the small room of a 1366 × 768 screen, too', () => {
    const groups = [1700, 1500, 1000, 620, 180].map((count, index) => ({ label: `Site ${index}`, count }));
    expect(coverage(groups, { ...room, width: 820, height: 170 })).toEqual({
      cells: 5000,
      outside: 0,
      overlapping: 0,
    });
  });

  it('makes cells larger where there are fewer of them', () => {
    const pitch = (count: number) => layoutGrid([{ label: 'Site', count }], room).pitch;
    expect(pitch(40)).toBe(48);
    expect(pitch(240)).toBeGreaterThan(pitch(1300));
    expect(pitch(1300)).toBeGreaterThan(pitch(10_000));
  });

  it('lies on whole pixels of the screen', () => {
    const layout = layoutGrid(
      [
        { label: 'A', count: 700 },
        { label: 'B', count: 300 },
      ],
      { ...room, grain: 0.5 },
    );
    expect(
      layout.blocks.every((block) => Number.isInteger(block.x * 2) && Number.isInteger(block.y * 2)),
    ).toBe(true);
  });

  it('finds no cell between cells and beside them', () => {
    const layout = layoutGrid([{ label: 'Site', count: 5 }], room);
    expect([
      cellUnder(layout, -1, 40),
      cellUnder(layout, 1000, 370),
      cellAt(layout, 5),
      cellAt(layout, -1),
    ]).toEqual([null, null, null, null]);
  });

  it('walks with the arrow keys and stops at both ends', () => {
    const layout = layoutGrid(
      [
        { label: 'A', count: 10 },
        { label: 'B', count: 10 },
      ],
      room,
    );
    const keys = ['ArrowLeft', 'End', 'ArrowRight', 'Home', 'x'].map((key) =>
      neighbour(layout, key === 'ArrowRight' ? 9 : 0, key),
    );
    expect(keys).toEqual([0, 19, 10, 0, null]);
  });

  it('goes up and down to what lies there, across the gap between two rows of sites', () => {
    const groups = Array.from({ length: 300 }, (_, index) => ({ label: `Clinic ${index}`, count: 30 }));
    const layout = layoutGrid(groups, room);
    const from = layout.blocks[0];
    const below = layout.blocks.find((each) => each.y > (from?.y ?? 0));
    const last = (from?.count ?? 0) - (from?.columns ?? 0);
    expect([
      neighbour(layout, last, 'ArrowDown'),
      neighbour(layout, below?.first ?? -1, 'ArrowUp'),
      neighbour(layout, 0, 'ArrowUp'),
    ]).toEqual([below?.first, last, 0]);
  });

  it('goes from site to site with the page keys', () => {
    const groups = ['A', 'B', 'C'].map((label) => ({ label, count: 10 }));
    const layout = layoutGrid(groups, room);
    const to = (index: number, key: string) => neighbour(layout, index, key);
    expect([to(3, 'PageDown'), to(13, 'PageUp'), to(25, 'PageDown'), to(3, 'PageUp')]).toEqual([
      10, 0, 29, 0,
    ]);
  });
});
