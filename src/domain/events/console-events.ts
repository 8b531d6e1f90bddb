import { z } from 'zod';
import { count, event, id, modes, named } from './fields';

/** What happens at the console itself: its start, its clock, its plan, who sits there, what it can reach. */
export const consoleEvents = [
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
  /** A person saved a file of the plan in the app; `from` and `to` are SHA-256 of its bytes, `from` is absent for a new file. */
  event('plan.edited', { person: id, file: id, from: z.string().optional(), to: z.string() }),
  /** The same while no plan was in force, so that nobody was named and nothing could be run. */
  event('plan.prepared', { file: id, from: z.string().optional(), to: z.string() }),
  /** A PIN was set at this console; `by` is who vouched for a new one, `changed` that they gave their older one. The PIN itself is never in the journal. */
  event('operator.enrolled', { person: id, by: id.optional(), changed: z.literal(true).optional() }),
  /** `proof` says how sure we are who it is: `none` = the person chose their name at this console. */
  event('operator.signed-in', { person: id, proof: z.enum(['none', 'pin']) }),
  /** A wrong PIN; `attempts` in a row since the last right one. */
  event('operator.refused', { person: id, attempts: count }),
  /** `idle`, after a while untouched, and `locked`, on purpose, lock: the same person comes back with the PIN. */
  event('operator.signed-out', { person: id, because: z.enum(['left', 'idle', 'locked']) }),
  /** A connectivity check of the plan (internet, DNS, chat) changed. */
  event('connectivity.changed', { check: id, name: z.string(), ok: z.boolean(), because: z.string() }),
  /** Requests the receivers turned away since the row before, by reason; at most one row a minute. */
  event('receiver.refused', { reasons: z.record(z.string(), count) }),
] as const;
