import { isMap, isNode, isPair, isSeq } from 'yaml';
import {
  colonEnd,
  dashOf,
  endOf,
  lineStart,
  nextLine,
  type Reached,
  type Splice,
  startOf,
} from './yaml-places';

/** Takes a field or an item out. What is left of a group or a list that it was the last of is `{}` or `[]`. */
export function removePart(text: string, reached: Reached, outer: Reached): Splice | null {
  const { node, pair, holder } = reached;
  if (!holder) return null;
  const part = pair ?? node;
  const index = holder.items.indexOf(part as never);
  if (holder.items.length === 1) return emptied(text, outer, isMap(holder) ? '{}' : '[]');
  const before = holder.items[index - 1];
  const after = holder.items[index + 1];
  if (holder.flow) {
    if (before) return { from: endOf(before), to: endOf(part), text: '' };
    return { from: startOf(part), to: startOf(after), text: '' };
  }
  const start = isSeq(holder) ? dashOf(holder, index) : startOf(part);
  if (start === -1) return null;
  const line = lineStart(text, start);
  const end = nextLine(text, Math.max(endOf(part), start + 1));
  if (text.slice(line, start).trim() === '') return { from: line, to: end, text: '' };
  // The first field of an item stands behind its dash, and the next one has to take its place.
  const next = isSeq(holder) ? dashOf(holder, index + 1) : startOf(after);
  if (text.slice(end, next).trim() === '') return { from: start, to: next, text: '' };
  return { from: start, to: end - 1, text: '' };
}

function emptied(text: string, { node, pair, inFlow }: Reached, empty: string): Splice | null {
  if (!isNode(node)) return null;
  const isBlockField = isPair(pair) && !inFlow;
  const from = isBlockField ? colonEnd(pair) : startOf(node);
  const end = endOf(node);
  const to = end > from && text[end - 1] === '\n' ? end - 1 : end;
  return { from, to, text: isBlockField ? ` ${empty}` : empty };
}
