import { z } from 'zod';
import { manifestSchema } from '../run/manifest';
import { outcomeSchema } from '../run/outcome';
import { count, event, id } from './fields';

/** What a run does to every endpoint of its manifest. */
export const runEvents = [
  event('run.started', {
    run: id,
    incident: id,
    service: id,
    runbookName: z.string(),
    manifest: manifestSchema,
    waves: z.array(count),
    retryOf: id.optional(),
    /** Under which name endpoints keep the receipts of this run: no other run of any console has it. */
    receipts: id.optional(),
  }),
  /** `stage`: after how many other stages of endpoints; only in those that follow the first. */
  event('run.wave-started', {
    ...{ run: id, wave: count, endpoints: count, stage: count.optional() },
    /** The program that does this wave's step, with its version. */
    by: z.string().optional(),
  }),
  /** Durable before the first byte of this step leaves for any of these endpoints. */
  event('run.sending', { run: id, step: id, endpoints: z.array(id) }),
  event('run.settled', {
    run: id,
    outcomes: z.array(z.object({ endpoint: id, step: id, outcome: outcomeSchema })),
  }),
  /** `unsigned`: pressed at this console while nobody had signed in. */
  event('run.stop-requested', {
    run: id,
    inFlight: count,
    unsent: count,
    unsigned: z.boolean().optional(),
  }),
  /** Nothing new is sent until `run.continued`; what is in flight ends. */
  event('run.paused', { run: id, inFlight: count, unsent: count, unsigned: z.boolean().optional() }),
  event('run.continued', { run: id, unsent: count }),
  /** What the endpoints' own receipts say of steps whose end was not seen. May come long after the run has ended. */
  event('run.reconciled', {
    run: id,
    outcomes: z.array(z.object({ endpoint: id, step: id, outcome: outcomeSchema })),
    /** Endpoints that could not be asked. */
    unasked: count,
  }),
  /**
   * A step that is done once, at the console, begins. Durable before a program is started or a request is sent:
   * without `run.step-closed` nobody knows what became of it.
   */
  event('run.step-opened', { run: id, step: id }),
  /** What a person says of the work at one site; the last word counts. `site` is empty where there are none. */
  event('run.step-progress', {
    run: id,
    step: id,
    site: z.string(),
    done: z.boolean(),
    by: id,
    note: z.string(),
  }),
  /** `ended`: somebody chose that the run ends. `unknown`: it was begun, and its end was not seen. */
  event('run.step-closed', {
    run: id,
    step: id,
    outcome: z.enum(['done', 'failed', 'cancelled', 'unknown', 'ended']),
    /** Who chose. */
    by: id.optional(),
    option: id.optional(),
    because: z.string().optional(),
    /** The capped head of what a program or a server said, control characters removed. */
    output: z.string().optional(),
    tookMs: z.number().nonnegative().optional(),
  }),
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
] as const;
