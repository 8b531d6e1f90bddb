import { z } from 'zod';
import { preflightCauses } from '../run/preflight/cause';
import { count, event, id } from './fields';

/** What is looked at and kept ready on the fleet without changing anything there. */
export const fleetEvents = [
  /**
   * A preflight that went through all endpoints of a service; one that was cancelled makes no row. Names only the
   * endpoints with something in the way. `runbook` is what it was asked for, `clockMs` from where a clock was off.
   */
  event('preflight.done', {
    service: id,
    runbook: id.optional(),
    total: count,
    ready: count,
    tookMs: z.number().nonnegative(),
    clockMs: z.number().positive(),
    found: z.array(
      z.object({
        cause: z.enum(preflightCauses),
        endpoints: z.array(z.object({ endpoint: id, words: z.string().max(500) })),
      }),
    ),
    consoleClockOffMs: z.number().optional(),
  }),
  /** Connections to the endpoints of a service are opened and kept open from now on; `automatic`: by the plan. */
  event('fleet.armed', {
    service: id,
    incident: id.optional(),
    endpoints: count,
    automatic: z.literal(true).optional(),
  }),
  event('fleet.disarmed', {
    service: id,
    incident: id.optional(),
    because: z.enum(['person', 'run', 'time', 'incident-ended', 'plan-changed']),
    connected: count,
    total: count,
  }),
] as const;
