import { type CellKind, cellLook } from './cell-state';
import type { GridLayout } from './grid-layout';

/** Colours as the page's custom properties give them. */
export type GridPalette = { readonly [tone: string]: string };

/** Reads the colours of the grid from the theme. */
export function readPalette(element: Element): GridPalette {
  const style = getComputedStyle(element);
  const read = (name: string) => style.getPropertyValue(name).trim();
  return {
    good: read('--cell-good'),
    act: read('--act'),
    down: read('--cell-down'),
    risk: read('--risk'),
    unknown: read('--unknown'),
    quiet: read('--cell-empty'),
    edge: read('--cell-edge'),
    ink: read('--grid'),
    text: read('--ink-2'),
  };
}

/** On a smaller cell a shape is only dirt: there colour and the counts of the legend say it. */
const smallestShape = 6;

/** Paints one cell over whatever was there. `size` is its width; only cells without a shape may be higher. */
export function paintCell(
  context: CanvasRenderingContext2D,
  kind: CellKind,
  x: number,
  y: number,
  { size, cellHeight }: Pick<GridLayout, 'size' | 'cellHeight'>,
  palette: GridPalette,
  faded: boolean,
): void {
  const { form, tone } = cellLook[kind];
  context.globalAlpha = 1;
  context.fillStyle = palette.ink ?? '';
  context.fillRect(x, y, size, cellHeight);
  context.globalAlpha = faded ? 0.25 : 1;
  context.fillStyle = palette[tone] ?? '';
  context.strokeStyle = palette[tone] ?? '';
  if (size < smallestShape) {
    if (form === 'dash') context.fillStyle = palette.edge ?? '';
    context.fillRect(x, y, size, cellHeight);
    return;
  }
  const at = (share: number) => share * size;
  if (form === 'ring' || form === 'empty' || form === 'dash') {
    paintOpen(context, form, x, y, size, palette);
    return;
  }
  context.fillRect(x, y, size, size);
  context.fillStyle = palette.ink ?? '';
  context.strokeStyle = palette.ink ?? '';
  context.lineWidth = Math.max(1, size * 0.13);
  context.beginPath();
  switch (form) {
    case 'cross':
      context.moveTo(x + at(0.24), y + at(0.24));
      context.lineTo(x + at(0.76), y + at(0.76));
      context.moveTo(x + at(0.76), y + at(0.24));
      context.lineTo(x + at(0.24), y + at(0.76));
      context.stroke();
      break;
    case 'triangle':
      polygon(context, [
        [x + at(0.5), y + at(0.2)],
        [x + at(0.82), y + at(0.8)],
        [x + at(0.18), y + at(0.8)],
      ]);
      context.fill();
      break;
    case 'target':
      context.fillRect(x + at(0.32), y + at(0.32), at(0.36), at(0.36));
      break;
    case 'diamond':
    case 'diamond-filled':
      polygon(context, [
        [x + at(0.5), y + at(0.15)],
        [x + at(0.85), y + at(0.5)],
        [x + at(0.5), y + at(0.85)],
        [x + at(0.15), y + at(0.5)],
      ]);
      if (form === 'diamond') context.fill();
      else context.stroke();
      break;
    case 'hourglass':
      polygon(context, [
        [x + at(0.2), y + at(0.18)],
        [x + at(0.8), y + at(0.18)],
        [x + at(0.2), y + at(0.82)],
        [x + at(0.8), y + at(0.82)],
      ]);
      context.fill();
      break;
  }
}

function paintOpen(
  context: CanvasRenderingContext2D,
  form: 'ring' | 'empty' | 'dash',
  x: number,
  y: number,
  size: number,
  palette: GridPalette,
): void {
  if (form === 'ring') {
    context.lineWidth = Math.max(1, size * 0.16);
    context.beginPath();
    context.arc(x + size / 2, y + size / 2, Math.max(1, size * 0.34), 0, Math.PI * 2);
    context.stroke();
    return;
  }
  context.fillRect(x, y, size, size);
  if (form === 'dash') {
    context.fillStyle = palette.edge ?? '';
    context.fillRect(x + size * 0.2, y + size * 0.42, size * 0.6, Math.max(1, size * 0.16));
  }
}

function polygon(context: CanvasRenderingContext2D, points: readonly (readonly [number, number])[]): void {
  points.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
  context.closePath();
}

/** Paints the labels of all groups, or their one heading; cells are painted one by one. */
export function paintLabels(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  palette: GridPalette,
  { font, width }: { readonly font: string; readonly width: number },
): void {
  context.globalAlpha = 1;
  context.font = font;
  context.textBaseline = 'alphabetic';
  context.fillStyle = palette.text ?? '';
  const above = layout.labelHeight * 0.36;
  if (layout.heading !== null) {
    context.fillText(fitText(context, layout.heading, width), 0, layout.labelHeight - above);
    return;
  }
  for (const { label, count, width: room, x, y } of layout.blocks)
    context.fillText(fitText(context, `${label}  ${count.toLocaleString('en')}`, room), x, y - above);
}

function fitText(context: CanvasRenderingContext2D, text: string, width: number): string {
  if (context.measureText(text).width <= width) return text;
  let cut = text;
  while (cut.length > 1 && context.measureText(`${cut}…`).width > width) cut = cut.slice(0, -1);
  return `${cut}…`;
}
