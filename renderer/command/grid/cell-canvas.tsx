import { type KeyboardEvent, type MouseEvent, useLayoutEffect, useMemo, useRef } from 'react';
import type { CellKind } from './cell-state';
import { cellAt, cellUnder, neighbour } from './grid-cells';
import { type GridGroup, type GridLayout, layoutGrid } from './grid-layout';
import { type GridPalette, paintCell, paintLabels, readPalette } from './paint-cells';
import { type Room, useRoom } from './use-room';

type CellCanvasProps = {
  readonly groups: readonly GridGroup[];
  readonly cells: readonly CellKind[];
  /** Cells that stay bright while the others fade; null = all. */
  readonly bright: ReadonlySet<number> | null;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  /** A click on a cell, or Enter on the selected one. */
  readonly onOpen: (index: number, by: 'pointer' | 'key') => void;
  readonly onPoint: (index: number | null) => void;
  /** What a screen reader hears instead of the picture. */
  readonly label: string;
};

/** What was painted last, so that only what changed is painted again. */
type Painted = {
  readonly layout: GridLayout;
  readonly bright: ReadonlySet<number> | null;
  readonly cells: readonly CellKind[];
  readonly palette: GridPalette;
};

/** Thousands of cells on one canvas: sharp on any screen, painted only where something changed. */
export function CellCanvas(props: CellCanvasProps) {
  const { groups, cells, bright, selected, onSelect, onOpen, onPoint, label } = props;
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useRef<Painted | null>(null);
  const room = useRoom(holder);
  const layout = useMemo(() => layoutGrid(groups, gridRoom(room)), [groups, room]);

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const before = painted.current;
    const palette = before?.palette ?? readPalette(element);
    const whole = !before || before.layout !== layout || before.bright !== bright;
    if (whole) prepare(element, context, room, layout, palette);
    for (const [index, kind] of cells.entries()) {
      if (!whole && before.cells[index] === kind) continue;
      const at = cellAt(layout, index);
      if (at) paintCell(context, kind, at.x, at.y, layout, palette, bright !== null && !bright.has(index));
    }
    painted.current = { layout, bright, cells, palette };
  }, [layout, cells, bright, room]);

  const under = (event: MouseEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellUnder(layout, event.clientX - box.left, event.clientY - box.top);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.repeat && selected !== null) {
      event.preventDefault();
      onOpen(selected, 'key');
    }
    if (!/^Arrow|^Page|^Home$|^End$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey)
      return;
    const to = neighbour(layout, selected ?? -1, event.key);
    if (to === null) return;
    event.preventDefault();
    onSelect(to);
  };
  const marked = selected === null ? null : cellAt(layout, selected);
  return (
    <div className="cell-canvas">
      <div ref={holder} className="cell-room">
        <canvas
          ref={canvas}
          tabIndex={0}
          role="img"
          aria-label={label}
          data-testid="grid"
          data-pitch={layout.pitch}
          onKeyDown={onKeyDown}
          onPointerMove={(event) => onPoint(under(event))}
          onPointerLeave={() => onPoint(null)}
          onClick={(event) => {
            const index = under(event);
            if (index !== null) onOpen(index, 'pointer');
          }}
        />
        {marked ? (
          // Not painted: walking through thousands of cells must not paint any of them.
          <span
            className="cell-mark"
            data-testid="cell-mark"
            style={{
              width: layout.size,
              height: layout.cellHeight,
              transform: `translate(${marked.x}px, ${marked.y}px)`,
            }}
          />
        ) : null}
      </div>
    </div>
  );
}

const gridRoom = ({ width, height, ratio, rem }: Room) => ({
  width,
  height,
  label: Math.round(rem * 1.6),
  most: Math.round(rem * 3),
  grain: 1 / ratio,
});

function prepare(
  element: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  { width, height, ratio, rem }: Room,
  layout: GridLayout,
  palette: GridPalette,
): void {
  element.width = Math.max(1, Math.round(width * ratio));
  element.height = Math.max(1, Math.round(height * ratio));
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paintLabels(context, layout, palette, {
    font: `500 ${rem * 0.8125}px "Inter Variable", sans-serif`,
    width,
  });
}
