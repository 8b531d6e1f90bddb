import type { SchemaNode } from '../../domain/plan/schema-node';
import { jsonSchemaOf } from '../json-schema';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { writtenValue } from '../schema/parameter';
import { share } from '../schema/scalars';
import { fieldName } from '../yaml/field-name';
import type { Path } from '../yaml/locate';
import { writtenValues } from './written-values';

/** A number that cannot be taken as it is written, and where. */
export type WrongNumber = { readonly path: Path; readonly problem: PlanProblem };

/** Why a number is not taken. */
export const doubt = 'a dot or comma can part thousands or a fraction';

const shareWords = jsonSchemaOf(share).errorMessage;
const parameterWords = jsonSchemaOf(writtenValue).errorMessage;

/**
 * Numbers with a dot or a comma that may part thousands. YAML reads `12.000` as 12, and whoever is used to dots
 * means twelve thousand: a thousandth of the money would be lost by then.
 */
export function checkNumbers<T>(part: PlanPart<T>, node: SchemaNode): readonly WrongNumber[] {
  return writtenValues(part.written, node).flatMap(({ path, value, node: of }) => {
    const text = typeof value === 'string' ? value : (part.numberText?.(path) ?? String(value));
    const fix = fixOf(text, value, of);
    if (fix === null) return [];
    const message = `${fieldName(part.written, path)} is written ${text}: ${doubt}.`;
    return [{ path, problem: planError(part.file, part.locate(path), 'wrong-value', message, fix) }];
  });
}

function fixOf(text: string, value: unknown, node: SchemaNode): string | null {
  // What a parameter takes goes by its type.
  if (node.errorMessage === parameterWords) return null;
  if (node.type === 'integer') return wholeMeant(text);
  if (typeof value !== 'number' || !takesNumber(node) || node.errorMessage === shareWords) return null;
  // Where a fraction is right, only what could as well be thousands is not.
  return readings(text).length > 1 ? wholeMeant(text) : null;
}

/** Where a whole number belongs: what was meant by a text that may be another one than it says; null = it is plain. */
export function wholeMeant(text: string): string | null {
  const [most, least] = readings(text);
  if (most === undefined) return null;
  return least === undefined ? `Write ${most}.` : `Write ${most}; if ${least} is meant, write ${least}.`;
}

const takesNumber = ({ type, anyOf = [] }: SchemaNode): boolean =>
  [type].flat().includes('number') || anyOf.some(takesNumber);

/** What somebody may have meant, the larger first; none where there is no doubt, or no number. */
function readings(text: string): readonly string[] {
  const grouped = /^(\d{1,3}(?:[.,'’ _\u00a0\u202f]\d{3})+)(?:[.,]0{1,2})?$/.exec(text)?.[1];
  const [, whole] = /^(\d+)[.,]0+$/.exec(text) ?? [];
  const all = [grouped?.replace(/\D/g, ''), whole].filter((each) => each !== undefined);
  return [...new Set(all.map((digits) => digits.replace(/^0+(?=\d)/, '')))];
}
