import { Document, isSeq, Scalar } from 'yaml';
import { isGroup, isList, type Plain } from '../../domain/plan/plan-edit';

const unfolded = { lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER } as const;

/** Longer than this a group is easier to read line by line. */
const mostInline = 96;

/**
 * A value on one line, as it may stand between brackets.
 * @param like how the value before was quoted, which is kept where it can be
 */
export function inBrackets(value: Plain, like?: Scalar.Type): string {
  if (isList(value)) return `[${value.map((item) => inBrackets(item)).join(', ')}]`;
  if (isGroup(value)) {
    const fields = Object.entries(value).map(([name, field]) => `${inBrackets(name)}: ${inBrackets(field)}`);
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  const document = new Document([scalar(value, like)]);
  if (isSeq(document.contents)) document.contents.flow = true;
  return document
    .toString({ ...unfolded, flowCollectionPadding: false })
    .trimEnd()
    .slice(1, -1);
}

/**
 * What stands after `name:` in a group that begins in a column: with its leading space or line break, without the
 * line break at its end.
 */
export function afterColon(value: Plain, column: number, like?: Scalar.Type): string {
  if (isList(value) || isGroup(value)) {
    if (isInline(value)) return ` ${inBrackets(value)}`;
    return `\n${isList(value) ? itemLines(value, column + 2) : fieldLines(value, column + 2)}`;
  }
  const text = new Document({ k: scalar(value, like) }).toString(unfolded);
  return indented(text.trimEnd(), column).trimStart().slice('k:'.length);
}

/** The fields of a group, each on a line of its own, beginning in a column. */
export function fieldLines(group: { readonly [name: string]: Plain }, column: number): string {
  return Object.entries(group)
    .map(([name, value]) => `${' '.repeat(column)}${inBrackets(name)}:${afterColon(value, column)}`)
    .join('\n');
}

/** The items of a list, each after a dash in a column. */
export function itemLines(list: readonly Plain[], column: number): string {
  return list.map((item) => `${' '.repeat(column)}- ${afterDash(item, column)}`).join('\n');
}

/** What stands after the dash of an item. */
export function afterDash(item: Plain, column: number): string {
  if (isGroup(item) && Object.keys(item).length > 0) return fieldLines(item, column + 2).trimStart();
  if (isList(item) || isGroup(item)) return inBrackets(item);
  return afterColon(item, column).trimStart();
}

function isInline(value: Plain): boolean {
  if (isList(value)) return value.every((item) => !isList(item) && !isGroup(item)) && isShort(value);
  return isGroup(value) && Object.values(value).every((each) => !isGroup(each)) && isShort(value);
}

const isShort = (value: Plain): boolean => inBrackets(value).length <= mostInline;

function scalar(value: Plain, like: Scalar.Type | undefined): Scalar {
  const made = new Scalar(value);
  if (typeof value !== 'string') return made;
  const isOneLine = !value.includes('\n');
  if (isOneLine) {
    // What was quoted stays quoted, because `yes` and `+1 555` are read by people, too.
    if (like === Scalar.QUOTE_DOUBLE || like === Scalar.QUOTE_SINGLE) made.type = like;
  } else made.type = like === Scalar.BLOCK_FOLDED ? Scalar.BLOCK_FOLDED : Scalar.BLOCK_LITERAL;
  return made;
}

function indented(text: string, column: number): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? line : `${' '.repeat(column)}${line}`))
    .join('\n');
}
