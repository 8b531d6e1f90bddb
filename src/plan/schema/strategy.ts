import * as z from 'zod';
import { mechanisms } from '../../domain/service/strategy';
import { dependencies } from './dependency';
import { id, line, prose, someTime, who } from './scalars';

/** One item of `strategies:` of a service: a way to have it back, or to go on without it. */
export const strategySchema = z.strictObject({
  id: id.meta({ example: 'restart' }).describe('How findings name this way.'),
  mechanism: z
    .enum(mechanisms)
    .describe('A second one is there, work moves elsewhere, it is mended by program, or by hand.'),
  trigger: line
    .meta({ example: 'half of the workstations fail' })
    .optional()
    .describe('When this way is taken.'),
  team: z.array(who).prefault([]).describe('Who does it.'),
  tools: z.array(line).prefault([]).describe('What is needed for it, each by its name.'),
  runbook: id
    .meta({ example: 'restart-auth-agent' })
    .optional()
    .describe('The runbook that does it. Without one it is done outside of this console.'),
  expected_time: someTime.optional().describe('From its start to the service being back; at most the rto.'),
  fallback: prose
    .optional()
    .describe('What is done when it does not lead there. Default: the next of the strategies, then plan_b.'),
  depends_on: dependencies
    .prefault([])
    .describe('What this way needs besides what the service itself needs.'),
});

export type StrategyFile = z.output<typeof strategySchema>;
