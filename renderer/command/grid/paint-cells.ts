import { type CellKind, cellLook } from './cell-state';
import { cellAt, type GridLayout } from './grid-layout';

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
    select: read('--ink'),
  };
}

/** Paints one cell over whatever was there. `size` is its side. */
export function paintCell(
  context: CanvasRenderingContext2D,
  kind: CellKind,
  x: number,
  y: number,
  size: number,
  palette: GridPalette,
  faded: boolean,
): void {
  const { form, tone } = cellLook[kind];
  context.globalAlpha = 1;
  context.fillStyle = palette.ink ?? '';
  context.fillRect(x - 0.5, y - 0.5, size + 1, size + 1);
  context.globalAlpha = faded ? 0.25 : 1;
  context.fillStyle = palette[tone] ?? '';
  context.strokeStyle = palette[tone] ?? '';
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

/** Paints the labels of all groups; cells are painted one by one. */
export function paintLabels(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  palette: GridPalette,
  font: string,
): void {
  context.globalAlpha = 1;
  context.font = font;
  context.textBaseline = 'alphabetic';
  for (const block of layout.blocks) {
    context.fillStyle = palette.text ?? '';
    const y = block.y - layout.labelHeight * 0.36;
    context.fillText(
      fitText(context, `${block.label}  ${block.count.toLocaleString('en')}`, block.width),
      block.x,
      y,
    );
  }
}

function fitText(context: CanvasRenderingContext2D, text: string, width: number): string {
  const room = Math.max(width, 60);
  if (context.measureText(text).width <= room) return text;
  let cut = text;
  while (cut.length > 1 && context.measureText(`${cut}…`).width > room) cut = cut.slice(0, -1);
  return `${cut}…`;
}

/** Draws the frame around the selected cell, over its neighbours' gaps. */
export function paintSelection(
  context: CanvasRenderingContext2D,
  layout: GridLayout,
  index: number,
  palette: GridPalette,
): void {
  const at = cellAt(layout, index);
  if (!at) return;
  context.globalAlpha = 1;
  context.strokeStyle = palette.select ?? '';
  context.lineWidth = 2;
  context.strokeRect(at.x - 1.5, at.y - 1.5, layout.size + 3, layout.size + 3);
}
