import { z } from 'zod';

/** What can be wrong with an endpoint. Each kind says what a client sees until it is cleared. */
export const faultKinds = [
  /** Nobody listens; kept connections die. */
  'refuse',
  /** Commands are accepted and never answered. */
  'hang',
  /** The connection is reset in the middle of the command, which runs to its end all the same. */
  'drop',
  /** Another host key is presented; kept connections die. */
  'changed-key',
  /** No login is accepted; kept connections die. */
  'auth',
  /** The services are stuck: `start` exits 1. */
  'exit',
  /** Commands begin `delayMs` late. */
  'slow',
] as const;

export type FaultKind = (typeof faultKinds)[number];

const service = z.string().regex(/^[a-z0-9-]+$/, 'a service is named with a-z, 0-9 and -');
const names = z.array(z.string()).min(1).max(10_000);
const share = z.number().min(0).max(1);

/**
 * What a running fleet can be asked. Where endpoints are not named, they are chosen evenly over the sites and always
 * the same. `fault` chooses among endpoints without a fault; with `service`, among those where it does not run.
 */
export const controlRequestSchema = z.discriminatedUnion('act', [
  z.strictObject({ act: z.literal('break'), service, share: share.default(1), endpoints: names.optional() }),
  z.strictObject({ act: z.literal('repair'), service, share: share.default(1), endpoints: names.optional() }),
  z.strictObject({
    act: z.literal('fault'),
    kind: z.enum(faultKinds),
    count: z.number().int().min(0).optional(),
    endpoints: names.optional(),
    service: service.optional(),
    delayMs: z.number().int().min(0).max(600_000).optional(),
  }),
  z.strictObject({ act: z.literal('clear') }),
  z.strictObject({ act: z.literal('status') }),
]);

export type ControlRequest = z.input<typeof controlRequestSchema>;
export type ParsedControlRequest = z.output<typeof controlRequestSchema>;

const serviceCounts = z.object({
  running: z.number(),
  stopped: z.number(),
  broken: z.number(),
  stuck: z.number(),
});

export const controlAnswerSchema = z.discriminatedUnion('act', [
  z.object({ act: z.enum(['break', 'repair', 'fault', 'clear']), endpoints: z.array(z.string()) }),
  z.object({
    act: z.literal('status'),
    size: z.number(),
    /** Endpoints per state, by service. */
    services: z.record(z.string(), serviceCounts),
    /** Endpoints per kind of fault; kinds nobody has are left out. */
    faults: z.partialRecord(z.enum(faultKinds), z.number()),
  }),
]);

/** `endpoints` are those the act touched. */
export type ControlAnswer = z.infer<typeof controlAnswerSchema>;
export type ServiceCounts = z.infer<typeof serviceCounts>;

/** A request line is never longer than this. */
export const maxRequestBytes = 64 * 1024;

/** `fleet.json`: how to reach a running fleet. The token is a secret of the user who started it. */
export const fleetFileSchema = z.object({
  pid: z.number(),
  controlPort: z.number(),
  token: z.string(),
  size: z.number(),
  port: z.number(),
});

export type FleetFile = z.infer<typeof fleetFileSchema>;
