import * as z from 'zod';
import { dependencyKinds } from '../../domain/plan/dependency';
import { id, line } from './scalars';

const inWords = z.strictObject({
  kind: z.enum(dependencyKinds).prefault('service').describe('What it is needed as.'),
  service: id.meta({ example: 'directory' }).optional().describe('A service of the plan.'),
  name: line
    .meta({ example: 'Line of the provider' })
    .optional()
    .describe('What it is called, when it is no service of the plan.'),
});

/** A service of the plan by its id, or a group that says what kind of thing is needed. */
export const dependencySchema = z.union([id, inWords]).meta({
  errorMessage:
    'must be a service such as directory, or a group such as { kind: network, name: Core switch }',
  example: 'directory',
});

/** `depends_on:`, wherever it stands. */
export const dependencies = z.array(dependencySchema);

export type DependencyFile = z.output<typeof dependencySchema>;
