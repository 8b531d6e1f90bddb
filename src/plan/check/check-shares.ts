import type { SchemaNode } from '../../domain/plan/schema-node';
import { jsonSchemaOf } from '../json-schema';
import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { share } from '../schema/scalars';
import { fieldName } from '../yaml/field-name';
import type { Path } from '../yaml/locate';

const shareWords = jsonSchemaOf(share).errorMessage;

/**
 * Shares written as plain numbers: 0.5 is half of all, and whoever means half a percent reads it so. Read as they
 * always were, with a word.
 */
export function checkShares<T>(part: PlanPart<T>, node: SchemaNode): readonly PlanProblem[] {
  return sharesIn(part.written, node, []).map(({ path, value }) => {
    const percent = `${Number((value * 100).toFixed(4))}%`;
    const message = `${fieldName(part.written, path)} is ${value} without a unit, and means ${percent}.`;
    return planWarning(part.file, part.locate(path), 'share-without-unit', message, `Write ${percent}.`);
  });
}

type Found = { readonly path: Path; readonly value: number };

function sharesIn(written: unknown, node: SchemaNode | undefined, path: Path): readonly Found[] {
  if (node === undefined) return [];
  if (typeof written === 'number') {
    const isShare = node.errorMessage === shareWords && written > 0 && written <= 1;
    return isShare ? [{ path, value: written }] : [];
  }
  if (typeof written !== 'object' || written === null) return [];
  const inside = node.anyOf?.find(({ items, properties }) => items ?? properties) ?? node;
  if (Array.isArray(written)) {
    return written.flatMap((item, index) => sharesIn(item, inside.items, [...path, index]));
  }
  return Object.entries(written).flatMap(([key, value]) => {
    const fields = inside.properties ?? {};
    return Object.hasOwn(fields, key) ? sharesIn(value, fields[key], [...path, key]) : [];
  });
}
