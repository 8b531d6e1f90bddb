import { isSeq, type YAMLMap, type YAMLSeq } from 'yaml';
import type { Plain } from '../../domain/plan/plan-edit';
import { fieldLines, inBrackets, itemLines } from './render-yaml';
import { columnOf, dashOf, endOf, lineStart, nextLine, pairOf, type Splice, startOf } from './yaml-places';

/**
 * Adds a field to a group: after the field that comes before it in `order`, else at the end.
 * @param order names of the fields as the documentation lists them
 */
export function insertField(
  text: string,
  map: YAMLMap,
  name: string,
  value: Plain,
  order: readonly string[],
): Splice | null {
  const before = order.slice(0, Math.max(0, order.indexOf(name))).reverse();
  const last = before.flatMap((each) => pairOf(map, each) ?? [])[0] ?? map.items.at(-1);
  if (map.flow) {
    const written = `${inBrackets(name)}: ${inBrackets(value)}`;
    if (!last) return { from: startOf(map), to: endOf(map), text: `{ ${written} }` };
    return insertAt(endOf(last), `,${gap(text, map, startOf(last))}${written}`);
  }
  if (!last) return null;
  return insertLines(text, endOf(last), fieldLines({ [name]: value }, columnOf(text, startOf(map.items[0]))));
}

/** Adds an item at the end of a list. */
export function insertItem(text: string, list: YAMLSeq, value: Plain): Splice | null {
  const last = list.items.at(-1);
  if (list.flow) {
    if (!last) return { from: startOf(list), to: endOf(list), text: `[${inBrackets(value)}]` };
    return insertAt(endOf(last), `,${gap(text, list, startOf(last))}${inBrackets(value)}`);
  }
  const dash = dashOf(list, list.items.length - 1);
  if (!last || dash === -1) return null;
  const column = columnOf(text, dash);
  const isFlow = 'flow' in (last as object) && (last as { flow?: boolean }).flow === true && !isSeq(last);
  const lines = isFlow ? `${' '.repeat(column)}- ${inBrackets(value)}` : itemLines([value], column);
  return insertLines(text, Math.max(endOf(last), dash + 1), lines);
}

const insertAt = (at: number, text: string): Splice => ({ from: at, to: at, text });

function insertLines(text: string, after: number, lines: string): Splice {
  const at = nextLine(text, after);
  return insertAt(at, at > 0 && text[at - 1] !== '\n' ? `\n${lines}` : `${lines}\n`);
}

// Between brackets that go over several lines every part has its own.
function gap(text: string, holder: YAMLMap | YAMLSeq, lastStart: number): string {
  const start = lineStart(text, lastStart);
  const isOwnLine = text.slice(start, lastStart).trim() === '' && start > startOf(holder);
  return isOwnLine ? `\n${text.slice(start, lastStart)}` : ' ';
}
