import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { EditPath } from '../../domain/plan/plan-edit';

/** A piece of text to be put in place of another. */
export type Splice = { readonly from: number; readonly to: number; readonly text: string };

/** How far a path leads into a document: the last node that is there, what holds it, and the steps that remain. */
export type Reached = {
  readonly node: Node | null;
  /** The field whose value the node is; null in a list and at the top. */
  readonly pair: Pair | null;
  readonly holder: YAMLMap | YAMLSeq | null;
  /** Whether it stands between brackets. */
  readonly inFlow: boolean;
  readonly rest: EditPath;
};

/** Follows a path as far as it goes. Never through an alias: what stands there belongs to another place. */
export function reach(document: Document.Parsed, path: EditPath): Reached {
  let reached: Reached = { node: document.contents, pair: null, holder: null, inFlow: false, rest: path };
  for (const [index, step] of path.entries()) {
    const { node } = reached;
    const rest = path.slice(index + 1);
    const inFlow = reached.inFlow || ((isMap(node) || isSeq(node)) && node.flow === true);
    if (isSeq(node) && typeof step === 'number' && step < node.items.length) {
      const item = node.items[step];
      // A list of fields (`- a: 1` in brackets without braces) is nothing a plan needs.
      if (!isNode(item)) break;
      reached = { node: item, pair: null, holder: node, inFlow, rest };
    } else if (isMap(node) && typeof step === 'string') {
      const pair = pairOf(node, step);
      if (!pair) break;
      reached = { node: isNode(pair.value) ? pair.value : null, pair, holder: node, inFlow, rest };
    } else break;
  }
  return reached;
}

export function pairOf(map: YAMLMap, name: string): Pair | undefined {
  return map.items.find(({ key }) => isScalar(key) && String(key.value) === name);
}

/** Offset after the last character that belongs to a field, an item or a value; comments after it do not. */
export function endOf(part: unknown): number {
  if (isPair(part))
    return isNode(part.value) ? Math.max(endOf(part.value), startOf(part.key)) : endOf(part.key);
  if ((isMap(part) || isSeq(part)) && !part.flow && part.items.length > 0) return endOf(part.items.at(-1));
  return isNode(part) ? (part.range?.[1] ?? 0) : 0;
}

export function startOf(part: unknown): number {
  if (isPair(part)) return startOf(part.key);
  return isNode(part) ? (part.range?.[0] ?? 0) : 0;
}

/** Offset of the first character of a line. */
export const lineStart = (text: string, at: number): number => text.lastIndexOf('\n', at - 1) + 1;

/** Offset of the first character of the next line; the end of the text after its last one. */
export function nextLine(text: string, at: number): number {
  // The text of a block ends with its line.
  if (at > 0 && text[at - 1] === '\n') return at;
  const feed = text.indexOf('\n', at);
  return feed === -1 ? text.length : feed + 1;
}

/** Column, from 0, in which a place stands. */
export const columnOf = (text: string, at: number): number => at - lineStart(text, at);

/** Offset of the dash of an item, or -1. */
export function dashOf(list: YAMLSeq, index: number): number {
  const token = list.srcToken;
  if (token?.type !== 'block-seq') return -1;
  return token.items[index]?.start.find(({ type }) => type === 'seq-item-ind')?.offset ?? -1;
}

/** Offset right after the colon of a field. */
export function colonEnd(pair: Pair): number {
  const colon = pair.srcToken?.sep?.find(({ type }) => type === 'map-value-ind');
  return colon ? colon.offset + 1 : endOf(pair.key);
}
