import { z } from 'zod';
import { manifestSchema } from '../run/manifest';
import { count, event, id, moment, words } from './fields';

/** On what ground a run was allowed. */
export const grounds = ['person', 'automatic', 'two-person', 'break-glass'] as const;

/** Who may do what, asked and answered; nothing reaches an endpoint without a grant in here before it. */
export const authorityEvents = [
  /** `manifest` is the digest; the whole manifest stands in `run.started`. `person` is absent when a rule started it. */
  event('authority.granted', {
    incident: id,
    person: id.optional(),
    runbook: id,
    manifest: z.string(),
    endpoints: count,
    envelope: z.string(),
    because: z.string(),
    ground: z.enum(grounds).optional(),
    /** The second person of a two-person approval, and the approval itself. */
    approvedBy: id.optional(),
    approval: id.optional(),
    activation: id.optional(),
    /** Why the glass was broken, in the person's own words. */
    reason: words.optional(),
  }),
  event('authority.refused', {
    incident: id,
    person: id.optional(),
    runbook: id,
    manifest: z.string(),
    endpoints: count,
    because: z.string(),
  }),
  /** The right to start this recovery passed to the next in the order of succession. */
  event('succession.passed', { incident: id, service: id, from: id.optional(), to: id, because: z.string() }),

  /** A run that needs a second person: the whole manifest, because that is what will be approved. */
  event('approval.requested', {
    incident: id,
    approval: id,
    person: id,
    envelope: z.string(),
    manifest: manifestSchema,
    runbookName: z.string(),
    retryOf: id.optional(),
    /** Who may approve, in order. */
    approvers: z.array(id),
    /** Lapses unanswered at this moment. */
    lapsesAt: moment,
  }),
  /** `manifest` is the digest that the second person saw and approved with their own PIN. */
  event('approval.given', { incident: id, approval: id, person: id, manifest: z.string() }),
  event('approval.ended', {
    incident: id,
    approval: id,
    how: z.enum(['refused', 'withdrawn', 'lapsed', 'used']),
    because: z.string().max(500).optional(),
  }),

  /** Restoration will begin by itself at `startsAt` unless somebody vetoes it. */
  event('activation.armed', {
    incident: id,
    activation: id,
    service: id,
    rule: id,
    runbook: id,
    runbookName: z.string(),
    manifest: z.string(),
    endpoints: count,
    envelope: z.string(),
    because: z.string(),
    vetoMs: z.number().nonnegative(),
    startsAt: moment,
  }),
  /** A threshold asked for a run that no envelope allows by itself; `because` names the bound. */
  event('activation.refused', {
    incident: id.optional(),
    service: id,
    rule: id,
    runbook: id,
    because: z.string(),
  }),
  /** `person` is absent when nobody had signed in: a veto never asks who you are first. */
  event('activation.vetoed', { incident: id, activation: id, person: id.optional(), leftMs: z.number() }),
  event('activation.withdrawn', { incident: id, activation: id, because: z.string() }),
  event('activation.started', { incident: id, activation: id, run: id }),
] as const;
