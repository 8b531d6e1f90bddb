import * as z from 'zod';
import { share, someTime } from './scalars';

/** `freshness:` of plan.yaml: after how much time and change something has to be looked at or proven anew. */
export const freshnessSchema = z.strictObject({
  inventory_change: share
    .meta({ example: '10%' })
    .prefault('10%')
    .describe('More than this share of the endpoints differs from those it was proven on: stale.'),
  review_every: someTime
    .meta({ example: '365d' })
    .prefault('365d')
    .describe('From one review to the next, where "reviewed" does not say it.'),
  prove_every: someTime
    .meta({ example: '180d' })
    .prefault('180d')
    .describe('From one proof of a service to the next, by a drill or an incident.'),
});

export type FreshnessFile = z.output<typeof freshnessSchema>;
