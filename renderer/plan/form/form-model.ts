import { type EditPath, isGroup, isList, type Plain } from '../../../src/domain/plan/plan-edit';
import type { SchemaNode } from '../../../src/domain/plan/schema-node';
import type { DraftMistake } from '../../../src/ipc/plan-editing';

/** What a field is edited with. */
export type FieldKind = 'group' | 'keyed' | 'list' | 'choice' | 'switch' | 'number' | 'prose' | 'text';

const longLine = 500;

/** The alternative of a schema that a value is written in: a group may also be one word, for example. */
export function nodeFor(node: SchemaNode, value: Plain | undefined): SchemaNode {
  if (!node.anyOf) return node;
  const fits = node.anyOf.find((each) =>
    isList(value)
      ? each.items !== undefined
      : isGroup(value)
        ? each.properties !== undefined || each.additionalProperties !== undefined
        : each.items === undefined && each.properties === undefined,
  );
  const { anyOf: _anyOf, ...outer } = node;
  return { ...outer, ...(fits ?? node.anyOf[0]) };
}

/** What is written decides before what may be: a form must not hide that somebody wrote a list where a word belongs. */
export function kindOf(node: SchemaNode, value: Plain | undefined): FieldKind {
  if (isList(value) || (node.items && !isGroup(value))) return 'list';
  if (node.properties) return 'group';
  if (typeof node.additionalProperties === 'object' || isGroup(value)) return 'keyed';
  if (node.enum) return 'choice';
  if (node.type === 'boolean') return 'switch';
  if (node.type === 'integer' || node.type === 'number') return 'number';
  return (node.maxLength ?? 0) > longLine || String(value ?? '').includes('\n') ? 'prose' : 'text';
}

/** What somebody typed, as it goes into the file. What is no number stays text, and the check says so. */
export function typedValue(node: SchemaNode, text: string): Plain {
  const isNumber = /^-?\d+(\.\d+)?$/.test(text.trim());
  const mayBeNumber = [node, ...(node.anyOf ?? [])].some(
    ({ type }) => type === 'integer' || type === 'number',
  );
  return isNumber && mayBeNumber ? Number(text) : text;
}

/** What a new item begins with: what has to be there, empty. */
export function emptyItem(node: SchemaNode): Plain {
  if (!node.properties) return '';
  return Object.fromEntries((node.required ?? ['id']).map((name) => [name, '']));
}

/** The problems of exactly this field; those of its parts stand at them. */
export const problemsAt = (problems: readonly DraftMistake[], path: EditPath): readonly DraftMistake[] =>
  problems.filter((each) => each.path.length === path.length && startsWith(each.path, path));

/** Whether there is a mistake in a field or in its parts; what is only lacking opens nothing by itself. */
export const isWrong = (problems: readonly DraftMistake[], path: EditPath): boolean =>
  problems.some((each) => each.severity === 'error' && startsWith(each.path, path));

const startsWith = (path: EditPath, start: EditPath): boolean =>
  start.length <= path.length && start.every((step, index) => path[index] === step);

/** `objectives.rto`, `probes.0.id`. */
export const pathName = (path: EditPath): string => path.join('.');

/** What an item of a list is called: by its id or name, else by its number. */
export function itemTitle(item: Plain | undefined, index: number): string {
  const named = isGroup(item) ? (item.name ?? item.id ?? item.runbook ?? item.channel) : undefined;
  return typeof named === 'string' && named !== '' ? named : `#${index + 1}`;
}
