import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';
import { type Position, startOfFile } from '../plan-problem';

/** Names of fields and positions in lists (from 0), from the root of a file inwards. */
export type Path = readonly PropertyKey[];

/**
 * Where the part of a file at this path begins: its value, or the name of its field when `'name'` is asked for
 * or the value is empty. A part that is not there is at the innermost part that is.
 */
export type Locate = (path: Path, part?: 'name' | 'value') => Position;

/** A number of a file as it is written there; undefined where no plain number stands at this path. */
export type NumberText = (path: Path) => string | undefined;

export function numberTextIn(document: Document.Parsed): NumberText {
  const inside = (node: Node | null) => (isAlias(node) ? (node.resolve(document) ?? null) : node);
  return (path) => {
    let node = inside(document.contents);
    for (const step of path) node = inside(childOf(node, step)?.value ?? null);
    return isScalar(node) && typeof node.value === 'number' ? node.source : undefined;
  };
}

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
  const pair = fieldsOf(container).get(String(step));
  if (!pair || !isNode(pair.key)) return null;
  return { name: pair.key, value: isNode(pair.value) ? pair.value : null };
}

const fieldsByMap = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();

// Kept, because an inventory has tens of thousands of hosts in one group, and perhaps a mistake in each.
function fieldsOf(map: YAMLMap): ReadonlyMap<string, Pair> {
  const known = fieldsByMap.get(map);
  if (known) return known;
  const fields = new Map<string, Pair>();
  for (const pair of map.items) {
    const name = isScalar(pair.key) ? String(pair.key.value) : undefined;
    if (name !== undefined && !fields.has(name)) fields.set(name, pair);
  }
  fieldsByMap.set(map, fields);
  return fields;
}

function place(node: Node | null, lines: LineCounter): Position {
  if (!node?.range) return startOfFile;
  const { line, col } = lines.linePos(node.range[0]);
  return { line, column: col };
}
