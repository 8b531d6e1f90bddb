import type { SchemaNode } from '../../domain/plan/schema-node';
import type { Path } from '../yaml/locate';

/** A value that is no list and no group, and what may stand there. */
export type WrittenValue = { readonly path: Path; readonly value: unknown; readonly node: SchemaNode };

/** Every value of a file of which the schema says something, in reading order. */
export function writtenValues(
  written: unknown,
  node: SchemaNode | undefined,
  path: Path = [],
): readonly WrittenValue[] {
  if (node === undefined) return [];
  if (typeof written !== 'object' || written === null) return [{ path, value: written, node }];
  // Of alternatives at most one has parts.
  const inside = node.anyOf?.find(({ items, properties }) => items ?? properties) ?? node;
  if (Array.isArray(written))
    return written.flatMap((item, index) => writtenValues(item, inside.items, [...path, index]));
  const { properties = {}, additionalProperties: rest } = inside;
  return Object.entries(written).flatMap(([key, value]) => {
    const known = Object.hasOwn(properties, key) ? properties[key] : undefined;
    return writtenValues(value, known ?? (typeof rest === 'object' ? rest : undefined), [...path, key]);
  });
}
