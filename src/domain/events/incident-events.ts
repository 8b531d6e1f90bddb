import { z } from 'zod';
import { noteKinds } from '../incident/scribe';
import { count, event, id, modes, moment, named, severity, words } from './fields';

/** How an incident is led: declared, commanded, decided, tasked, handed over, stood down. */
export const incidentEvents = [
  event('incident.declared', {
    incident: id,
    service: id,
    title: z.string(),
    severity,
    mode: modes,
    impactStart: moment,
    impactStartFrom: z.enum(['probe', 'person', 'alert']),
    /** When a probe first measured it; absent when a person saw it first. */
    detectedAt: moment.optional(),
    /** In force at declaration; what the restoration will be measured against. */
    objectives: z.object({
      rtoMs: z.number(),
      mtpdMs: z.number(),
      /** Null = the plan said nothing; absent in journals from before it was kept. */
      rpoMs: z.number().nullable().optional(),
    }),
    /** The service's envelopes as they stood, by id, in canonical JSON: what is agreed later counts for nothing here. */
    envelopes: z.record(id, z.string()).optional(),
    /** Whom the plan named for what, by person id. */
    staff: z
      .object({
        initiate: z.array(id),
        approve: z.array(id),
        succession: z.array(id),
        breakGlass: z.array(id),
        office: z.array(id),
      })
      .optional(),
    /** Whom the plan wanted told, and how soon after the declaration for the first time. */
    audiences: z.array(z.object({ id, name: z.string(), firstMs: z.number().nonnegative() })).optional(),
    /** What the service needed, as keys of the dependency graph: a later proof is a proof with these. */
    needs: z.array(z.string()).optional(),
    /** The rule whose threshold declared it; absent when a person did. */
    rule: id.optional(),
  }),
  /** `reason` is given when someone who was still in command was relieved without a handover. */
  event('command.taken', { incident: id, person: id, from: id.optional(), reason: words.optional() }),
  event('role.assigned', { incident: id, role: id, person: id, from: id.optional() }),
  event('role.vacated', { incident: id, role: id, person: id }),
  /** `briefing` is the ICS-201 as it was when command was offered. */
  event('handover.offered', { incident: id, handover: id, from: id, to: id, briefing: words }),
  event('handover.ended', {
    incident: id,
    handover: id,
    how: z.enum(['accepted', 'declined', 'withdrawn']),
    because: z.string().max(500).optional(),
  }),
  event('severity.raised', { incident: id, from: severity, to: severity, rule: id.optional() }),
  event('impact-start.corrected', { incident: id, from: moment, to: moment }),
  /** Recovery point actual: so much data is lost for good, and what shows it. The last statement counts. */
  event('data-loss.stated', { incident: id, lossMs: count, text: words }),
  event('note.written', {
    incident: id,
    text: z.string().min(1).max(2000),
    kind: z.enum(noteKinds).optional(),
  }),
  /** Questions are numbered in the order asked; `asked` are the words, so that the answer reads without them. */
  event('question.answered', { incident: id, question: id, asked: words, text: words }),
  event('task.given', { incident: id, task: id, owner: id, text: words, dueAt: moment }),
  event('task.extended', { incident: id, task: id, dueAt: moment }),
  /** Its time is up and nobody has closed it: the console calls it back to whoever gave it. */
  event('task.called-back', { incident: id, task: id }),
  event('task.closed', { incident: id, task: id, result: z.enum(['done', 'dropped']) }),
  event('decision.proposed', {
    incident: id,
    decision: id,
    proposal: words,
    risk: z.string().max(2000),
    planB: z.string().max(2000),
    owner: id,
    dueAt: moment,
  }),
  event('decision.objected', { incident: id, decision: id, person: id, objection: words }),
  /** Its time-box ended undecided: it now waits for the next in the order of succession. */
  event('decision.passed', { incident: id, decision: id, from: id, to: id, dueAt: moment }),
  event('decision.made', {
    incident: id,
    decision: id,
    verdict: z.enum(['go', 'no-go']),
    /** Strong objections that stood when it was made. */
    objections: count,
  }),
  /** Half of the RTO is used and nothing is verified: a plan B has to be named now. */
  event('plan-b.due', { incident: id, rtoUsed: z.number() }),
  event('plan-b.chosen', { incident: id, text: words }),
  /** `unproven` is why the incident ended although no probe proved the service verified; `rule` ended it unattended. */
  event('incident.resolved', {
    incident: id,
    unproven: z.string().min(1).max(500).optional(),
    rule: id.optional(),
  }),
  /** What it left is finished in it; command is vacant until it is taken. */
  event('incident.reopened', { incident: id, reason: z.string().min(1).max(500) }),
  event('incident.exported', { incident: id, bundleSha256: z.string(), markdownSha256: z.string() }),
  /** Someone is being called, step by step, until one of them acknowledges. `people` in order of the steps. */
  event('paging.started', {
    incident: id,
    paging: id,
    rule: id,
    text: words,
    people: named,
    steps: z.array(z.object({ person: id, afterMs: z.number().nonnegative() })),
    repeat: count,
  }),
  event('paging.acknowledged', { incident: id, paging: id, person: id }),
  event('paging.exhausted', { incident: id, paging: id }),
] as const;
