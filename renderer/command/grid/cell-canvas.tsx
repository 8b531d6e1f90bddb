import {
  type KeyboardEvent,
  type PointerEvent,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { rootPixels } from '../../ui/media';
import type { CellKind } from './cell-state';
import { cellAt, cellUnder, type GridGroup, type GridLayout, layoutGrid, neighbour } from './grid-layout';
import { type GridPalette, paintCell, paintLabels, paintSelection, readPalette } from './paint-cells';

type CellCanvasProps = {
  readonly groups: readonly GridGroup[];
  readonly cells: readonly CellKind[];
  /** Cells that stay bright while the others fade; null = all. */
  readonly bright: ReadonlySet<number> | null;
  readonly selected: number | null;
  readonly onSelect: (index: number) => void;
  readonly onPoint: (index: number | null) => void;
  /** What a screen reader hears instead of the picture. */
  readonly label: string;
};

/** What was painted last, so that only what changed is painted again. */
type Painted = {
  layout: GridLayout;
  bright: ReadonlySet<number> | null;
  cells: readonly CellKind[];
  selected: number | null;
  palette: GridPalette;
};

/** Thousands of cells on one canvas: sharp on any screen, painted only where something changed. */
export function CellCanvas({ groups, cells, bright, selected, onSelect, onPoint, label }: CellCanvasProps) {
  const holder = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useRef<Painted | null>(null);
  const room = useRoom(holder);
  const layout = useMemo(
    () =>
      layoutGrid(groups, {
        width: room.width,
        height: room.height,
        label: Math.round(room.rem * 1.6),
        most: Math.round(room.rem * 3),
        grain: 1 / room.ratio,
      }),
    [groups, room],
  );

  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const before = painted.current;
    const palette = before?.palette ?? readPalette(element);
    const whole =
      !before || before.layout !== layout || before.bright !== bright || before.selected !== selected;
    if (whole) prepare(element, context, room, layout, palette);
    for (const [index, kind] of cells.entries()) {
      if (!whole && before.cells[index] === kind) continue;
      const at = cellAt(layout, index);
      if (at)
        paintCell(context, kind, at.x, at.y, layout.size, palette, bright !== null && !bright.has(index));
    }
    if (selected !== null) paintSelection(context, layout, selected, palette);
    painted.current = { layout, bright, cells, selected, palette };
  }, [layout, cells, bright, selected, room]);

  const under = (event: PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return cellUnder(layout, event.clientX - box.left, event.clientY - box.top);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const to = neighbour(layout, selected ?? -1, event.key);
    if (!/^Arrow|^Home$|^End$/.test(event.key) || to === null) return;
    event.preventDefault();
    onSelect(to);
  };
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
            const index = under(event as unknown as PointerEvent<HTMLCanvasElement>);
            if (index !== null) onSelect(index);
          }}
        />
      </div>
    </div>
  );
}

type Room = { readonly width: number; readonly height: number; readonly ratio: number; readonly rem: number };

function useRoom(holder: { readonly current: HTMLDivElement | null }): Room {
  const [room, setRoom] = useState<Room>({ width: 1, height: 1, ratio: 1, rem: 16 });
  useEffect(() => {
    const element = holder.current;
    if (!element) return;
    const measure = () => {
      const rem = rootPixels();
      const next = {
        width: element.clientWidth,
        height: element.clientHeight,
        ratio: window.devicePixelRatio || 1,
        rem,
      };
      setRoom((now) =>
        Object.entries(next).every(([key, value]) => now[key as keyof Room] === value) ? now : next,
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    // A window dragged to another screen keeps its size but not its pixels.
    window.addEventListener('resize', measure);
    measure();
    // Text measured before the font is there is drawn in another one.
    void document.fonts?.ready.then(() => setRoom((now) => ({ ...now })));
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', measure);
    };
  }, [holder]);
  return room;
}

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
  paintLabels(context, layout, palette, `500 ${rem * 0.8125}px "Inter Variable", sans-serif`);
}
