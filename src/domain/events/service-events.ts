import { z } from 'zod';
import { measuredConditions, serviceConditions, sweepResults } from '../service/service-state';
import { alertSources } from '../signal/alert';
import { count, event, id, moment, severity } from './fields';

/** What is measured and told of a service, and which of its thresholds that crosses. */
export const serviceEvents = [
  /** `changes` lists only endpoints whose result differs from the last recorded sweep of this probe. */
  event('probe.swept', {
    service: id,
    probe: id,
    total: count,
    failing: count,
    /** How many of `total` could not be asked; absent = none. */
    unknown: count.optional(),
    measured: z.enum(measuredConditions),
    tookMs: z.number().nonnegative(),
    changes: z.array(z.tuple([id, z.enum(sweepResults)])),
  }),
  /**
   * `incident` is set when the change happened while one was open for this service; `unjudged` where it is unknown
   * because a probe looked and could not tell, so that a disruption before it is not known to be over.
   */
  event('service.changed', {
    service: id,
    from: z.enum(serviceConditions),
    to: z.enum(serviceConditions),
    failing: count,
    total: count,
    because: z.string(),
    incident: id.optional(),
    unjudged: z.literal(true).optional(),
  }),
  /**
   * Alerts that began or ended, as one delivery told them; repeats of what is known make no row.
   * `service` is absent for alerts that no service of the plan asks for.
   */
  event('alerts.changed', {
    service: id.optional(),
    source: z.enum(alertSources),
    fired: z.array(
      z.object({
        fingerprint: id,
        name: z.string(),
        severity,
        summary: z.string(),
        startsAt: moment,
        runbookUrl: z.string().optional(),
      }),
    ),
    resolved: z.array(z.object({ fingerprint: id, endsAt: moment })),
    /** How many alerts the sender says it left out. */
    truncated: count.optional(),
  }),
  /** The condition of a rule began to hold; it crosses when it has held for the rule's time. */
  event('threshold.met', { service: id, rule: id, reading: z.string() }),
  event('threshold.crossed', { service: id, rule: id, reading: z.string(), incident: id.optional() }),
  event('threshold.cleared', { service: id, rule: id, reading: z.string() }),
] as const;
