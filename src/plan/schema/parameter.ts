import * as z from 'zod';
import { parameterTypes } from '../../domain/run/parameters';
import { durationPattern } from './duration';
import { expression } from './expression';
import { line } from './scalars';

/** A value as YAML gives it; the output is text, as it would be typed. */
export const writtenValue = z
  .union([z.string(), z.number(), z.boolean()])
  .transform(String)
  .meta({ errorMessage: 'must be a text, a number, true or false', example: 'auth-agent' });

const bound = z
  .union([z.number(), z.string().regex(durationPattern)])
  .meta({ errorMessage: 'must be a number, or a duration such as 15m', example: '10' });

/** Names a shell variable as well, hence no dashes and dots. */
const parameterId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9_]*$/)
  .refine((text) => !(text in {}) && !text.startsWith('endpoint_'))
  .meta({
    errorMessage: 'must be small letters, digits and underscores, and not begin with endpoint_',
    example: 'unit',
  });

export const parameterSchema = z.strictObject({
  id: parameterId.describe('Stands in steps as {{ id }} and in scripts as $HF_ID.'),
  type: z.enum(parameterTypes).prefault('text').describe('What its values are.'),
  default: writtenValue.describe('Taken when nothing is given: a restoration can always start.'),
  description: line.optional().describe('What it is, for whoever starts the run.'),
  choices: z
    .array(writtenValue)
    .min(1)
    .meta({ errorMessage: 'must be a list of at least one value', example: '[blue, green]' })
    .optional()
    .describe('choice: what it may be.'),
  pattern: expression
    .meta({ example: '[a-z-]+' })
    .optional()
    .describe('text: JavaScript regular expression that the whole of it must match.'),
  min: bound.optional().describe('integer, duration: the least. text: the least length.'),
  max: bound.optional().describe('integer, duration: the most. text: the greatest length.'),
});

/** Which fields go with which type. */
export const parameterFields = {
  text: ['pattern', 'min', 'max'],
  integer: ['min', 'max'],
  boolean: [],
  choice: ['choices'],
  duration: ['min', 'max'],
} as const;

export type ParameterFile = z.output<typeof parameterSchema>;
