import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Node } from 'yaml';
import { type Position, startOfFile } from '../plan-problem';

/** Names of fields and positions in lists (from 0), from the root of a file inwards. */
export type Path = readonly PropertyKey[];

/**
 * Where the part of a file at this path begins: its value, or the name of its field when `'name'` is asked for
 * or the value is empty. A part that is not there is at the innermost part that is.
 */
export type Locate = (path: Path, part?: 'name' | 'value') => Position;

/** Looks paths up in the nodes of a parsed document. */
export function locateIn(document: Document.Parsed, lines: LineCounter): Locate {
  return (path, part = 'value') => {
    let name: Node | null = null;
    let value: Node | null = document.contents;
    for (const [index, step] of path.entries()) {
      const container: Node | null = isAlias(value) ? (value.resolve(document) ?? null) : value;
      const next = childOf(container, step);
      // The field whose part is missing is the nearest thing to show: its name, not its first line.
      if (!next) return place(index === 0 ? null : (name ?? value), lines);
      name = next.name;
      value = next.value;
    }
    const isEmpty = value === null || (isScalar(value) && value.value === null);
    return place(name !== null && (part === 'name' || isEmpty) ? name : value, lines);
  };
}

function childOf(container: Node | null, step: PropertyKey) {
  if (isSeq(container) && typeof step === 'number') {
    const value = container.items[step];
    return isNode(value) ? { name: null, value } : null;
  }
  if (!isMap(container)) return null;
  const pair = container.items.find(({ key }) => isScalar(key) && String(key.value) === String(step));
  if (!pair || !isNode(pair.key)) return null;
  return { name: pair.key, value: isNode(pair.value) ? pair.value : null };
}

function place(node: Node | null, lines: LineCounter): Position {
  if (!node?.range) return startOfFile;
  const { line, col } = lines.linePos(node.range[0]);
  return { line, column: col };
}
