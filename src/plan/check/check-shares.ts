import type { SchemaNode } from '../../domain/plan/schema-node';
import { jsonSchemaOf } from '../json-schema';
import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { share } from '../schema/scalars';
import { fieldName } from '../yaml/field-name';
import { writtenValues } from './written-values';

const shareWords = jsonSchemaOf(share).errorMessage;

/**
 * Shares written as plain numbers: 0.5 is half of all, and whoever means half a percent reads it so. Read as they
 * always were, with a word.
 */
export function checkShares<T>(part: PlanPart<T>, node: SchemaNode): readonly PlanProblem[] {
  return writtenValues(part.written, node).flatMap(({ path, value, node: { errorMessage } }) => {
    if (typeof value !== 'number' || errorMessage !== shareWords || value <= 0 || value > 1) return [];
    const percent = `${Number((value * 100).toFixed(4))}%`;
    const message = `${fieldName(part.written, path)} is ${value} without a unit, and means ${percent}.`;
    const at = part.locate(path);
    return [planWarning(part.file, at, 'share-without-unit', message, `Write ${percent}.`)];
  });
}
