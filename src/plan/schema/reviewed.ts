import * as z from 'zod';
import { endOfDay, id, someTime } from './scalars';

/** When a file was last looked over, by whom, and when it is due again. */
export const reviewed = z.strictObject({
  on: endOfDay.describe('Day of the last review.'),
  by: id.meta({ example: 'maria.chen' }).describe('A person of plan.yaml.'),
  every: someTime.optional().describe('Due again after this.').meta({ example: '90d' }),
});

export type ReviewedFile = z.output<typeof reviewed>;
