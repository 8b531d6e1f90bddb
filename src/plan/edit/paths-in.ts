import { isMap, isNode, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { EditPath } from '../../domain/plan/plan-edit';
import type { Position } from '../plan-problem';
import { parseYaml } from '../yaml/parse-yaml';
import { endOf, startOf } from './yaml-places';

/** The field or item that stands at a place; `[]` is the file itself. */
export type PathAt = (place: Position) => EditPath;

/** Finds the way back from a place in a text to the field there. */
export function pathsIn(text: string): PathAt {
  const lines = new LineCounter();
  // What is no YAML has no fields; and only `parseYaml` knows how deep a text may nest.
  const { yaml } = parseYaml('', text);
  const top = yaml
    ? parseDocument(text, { lineCounter: lines, uniqueKeys: false, prettyErrors: false }).contents
    : null;
  return ({ line, column }) => {
    const start = lines.lineStarts[line - 1];
    return top && start !== undefined ? within(top, start + column - 1) : [];
  };
}

function within(top: Node, at: number): EditPath {
  const path: (string | number)[] = [];
  for (let node: unknown = top; ; ) {
    let inner: unknown = null;
    if (isMap(node)) {
      const pair = node.items.find((each) => startOf(each) <= at && at <= endOf(each));
      if (!pair || !isScalar(pair.key)) return path;
      path.push(String(pair.key.value));
      inner = pair.value;
    } else if (isSeq(node)) {
      const index = node.items.findIndex((each) => startOf(each) <= at && at <= endOf(each));
      if (index === -1) return path;
      path.push(index);
      inner = node.items[index];
    }
    if (!isNode(inner) || at < startOf(inner)) return path;
    node = inner;
  }
}
