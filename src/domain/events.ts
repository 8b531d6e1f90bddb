import { z } from 'zod';
import { severities } from './authority/envelope';
import { manifestSchema } from './run/manifest';
import { outcomeSchema } from './run/outcome';
import { measuredConditions, serviceConditions, sweepResults } from './service/service-state';

/**
 * Every event the journal may hold. Shipped rows never change: a new need is a new event type
 * or an optional field. Times inside `data` are Unix milliseconds, durations end in `Ms`.
 */
const event = <T extends string, S extends z.ZodRawShape>(type: T, data: S) =>
  z.object({ type: z.literal(type), data: z.object(data) });

const id = z.string().min(1);
/** Names go into the record, so that it can be read when the plan is long gone. */
const named = z.array(z.object({ id, name: z.string() }));
const count = z.number().int().nonnegative();
const severity = z.enum(severities);
const modes = z.enum(['live', 'drill', 'tabletop']);

export const eventSchema = z.discriminatedUnion('type', [
  event('console.started', { version: z.string() }),
  event('clock.stepped', { byMs: z.number() }),
  event('plan.adopted', {
    organisation: z.string(),
    mode: modes,
    digest: z.string(),
    services: named,
    runbooks: named,
    people: named,
    endpoints: count,
  }),
  /** `proof` says how sure we are who it is: `none` = the person chose their name at this console. */
  event('operator.signed-in', { person: id, proof: z.enum(['none', 'pin']) }),

  /** `changes` lists only endpoints whose result differs from the last recorded sweep of this probe. */
  event('probe.swept', {
    service: id,
    probe: id,
    total: count,
    failing: count,
    measured: z.enum(measuredConditions),
    tookMs: z.number().nonnegative(),
    changes: z.array(z.tuple([id, z.enum(sweepResults)])),
  }),
  /** `incident` is set when the change happened while one was open for this service. */
  event('service.changed', {
    service: id,
    from: z.enum(serviceConditions),
    to: z.enum(serviceConditions),
    failing: count,
    total: count,
    because: z.string(),
    incident: id.optional(),
  }),

  event('incident.declared', {
    incident: id,
    service: id,
    title: z.string(),
    severity,
    mode: modes,
    impactStart: z.number(),
    impactStartFrom: z.enum(['probe', 'person']),
    /** When a probe first measured it; absent when a person saw it first. */
    detectedAt: z.number().optional(),
    /** In force at declaration; what the restoration will be measured against. */
    objectives: z.object({ rtoMs: z.number(), mtpdMs: z.number() }),
  }),
  event('command.taken', { incident: id, person: id, from: id.optional() }),
  event('severity.raised', { incident: id, from: severity, to: severity }),
  event('impact-start.corrected', { incident: id, from: z.number(), to: z.number() }),
  event('note.written', { incident: id, text: z.string().min(1).max(2000) }),
  /** `manifest` is the digest; the whole manifest stands in `run.started`. */
  event('authority.granted', {
    incident: id,
    person: id,
    runbook: id,
    manifest: z.string(),
    endpoints: count,
    envelope: z.string(),
    because: z.string(),
  }),
  event('authority.refused', {
    incident: id,
    person: id,
    runbook: id,
    manifest: z.string(),
    endpoints: count,
    because: z.string(),
  }),
  /** `unproven` is why the incident ended although no probe proved the service verified. */
  event('incident.resolved', { incident: id, unproven: z.string().min(1).max(500).optional() }),
  event('incident.exported', { incident: id, bundleSha256: z.string(), markdownSha256: z.string() }),

  event('run.started', {
    run: id,
    incident: id,
    service: id,
    runbookName: z.string(),
    manifest: manifestSchema,
    waves: z.array(count),
    retryOf: id.optional(),
  }),
  event('run.wave-started', { run: id, wave: count, endpoints: count }),
  /** Durable before the first byte of this step leaves for any of these endpoints. */
  event('run.sending', { run: id, step: id, endpoints: z.array(id) }),
  event('run.settled', {
    run: id,
    outcomes: z.array(z.object({ endpoint: id, step: id, outcome: outcomeSchema })),
  }),
  event('run.stop-requested', { run: id, inFlight: count, unsent: count }),
  event('run.halted', { run: id, because: z.string() }),
  /** `interrupted`: the console stopped while it ran; what was in flight is `unknown`. */
  event('run.ended', {
    run: id,
    incident: id,
    service: id,
    result: z.enum(['completed', 'stopped', 'halted', 'interrupted']),
    ok: count,
    notOk: count,
    notSent: count,
  }),
]);

export type DomainEvent = z.infer<typeof eventSchema>;
export type EventType = DomainEvent['type'];
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;

/** Who caused an event: a person of the plan, or the console by a rule. */
export type Actor = `person:${string}` | 'console';

/** An event on its way into the journal. `occurredAt` is Unix milliseconds. */
export type NewEvent = DomainEvent & {
  readonly stream: string;
  readonly occurredAt: number;
  readonly actor: Actor;
};

/** An event as the journal returns it. `seq` counts the whole journal from 1, `version` its stream from 1. */
export type Recorded = NewEvent & {
  readonly seq: number;
  readonly version: number;
  readonly recordedAt: number;
};

/** Names of the streams; one per thing whose changes must not interleave. */
export const stream = {
  console: 'console',
  service: (service: string) => `service/${service}`,
  incident: (incident: string) => `incident/${incident}`,
  run: (run: string) => `run/${run}`,
} as const;
