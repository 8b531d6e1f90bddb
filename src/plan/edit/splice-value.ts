import { isMap, isScalar, isSeq, Scalar } from 'yaml';
import { isGroup, isList, type Plain } from '../../domain/plan/plan-edit';
import { afterColon, afterDash, inBrackets } from './render-yaml';
import { colonEnd, columnOf, dashOf, endOf, type Reached, type Splice, startOf } from './yaml-places';

/** Puts a value where another stands. */
export function replaceValue(text: string, reached: Reached, value: Plain): Splice | null {
  const { node, pair, holder, inFlow } = reached;
  if (!node) return pair && inBlockField(text, reached, value);
  const like = likeOf(node);
  if (inFlow) {
    const from = startOf(node);
    const space = text[from - 1] === ':' ? ' ' : '';
    return { from, to: endOf(node), text: space + inBrackets(value, like) };
  }
  if (isScalar(node) && !isList(value) && !isGroup(value) && !isBlock(node) && isOneLine(value)) {
    const from = startOf(node);
    const written = afterColon(value, 0, like).trimStart();
    return { from, to: endOf(node), text: text[from - 1] === ':' ? ` ${written}` : written };
  }
  if (pair) return inBlockField(text, reached, value);
  if (!isSeq(holder)) return null;
  const dash = dashOf(holder, holder.items.indexOf(node));
  if (dash === -1) return null;
  return { ...rest(text, dash + 1, endOf(node)), text: ` ${afterDash(value, columnOf(text, dash))}` };
}

function inBlockField(text: string, { node, pair, holder }: Reached, value: Plain): Splice | null {
  if (!pair || !isMap(holder)) return null;
  const from = colonEnd(pair);
  const column = columnOf(text, startOf(holder.items[0]));
  const like = likeOf(node);
  return { ...rest(text, from, node ? endOf(node) : from), text: afterColon(value, column, like) };
}

// The text of a block ends with its line, and what comes in its place has no line break of its own at its end.
function rest(text: string, from: number, to: number): Omit<Splice, 'text'> {
  return { from, to: to > from && text[to - 1] === '\n' ? to - 1 : to };
}

// The quotes of an empty text say nothing of how somebody likes to write.
const likeOf = (node: unknown): Scalar.Type | undefined =>
  isScalar(node) && node.value !== '' ? node.type : undefined;

const isBlock = ({ type }: Scalar): boolean => type === Scalar.BLOCK_LITERAL || type === Scalar.BLOCK_FOLDED;
const isOneLine = (value: Plain): boolean => typeof value !== 'string' || !value.includes('\n');
