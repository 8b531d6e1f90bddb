import { z } from 'zod';
import { severities } from '../domain/authority/envelope';
import type { Recorded } from '../domain/events';
import type { Readiness } from '../domain/readiness/readiness';
import type { RiskView } from '../domain/risk/risk-view';
import type { EndpointStep } from '../domain/views/endpoint-steps';
import type { RunPreview } from '../domain/views/primary-action';
import type { ErrorCode } from '../errors';
import type { ConsoleLogin, HostKeysLook, KeptKeys } from './host-keys';
import {
  digest,
  type EditedText,
  type OpenedFile,
  type PlanFileLine,
  planEdit,
  planFileName,
  planText,
  type SavedPlanFile,
} from './plan-editing';
import type {
  DemoStatus,
  Exported,
  Live,
  PlanStatus,
  RunOutputs,
  SamePlanStatus,
  Snapshot,
} from './snapshot';
import { type StartFound, type StartPreview, startAnswersSchema } from './start-plan';

/** One call: what it takes (parsed in the main process) and what it gives. */
type Call<Input extends z.ZodType, Output> = { readonly input: Input; readonly output?: Output };
const call =
  <Output>() =>
  <Input extends z.ZodType>(input: Input): Call<Input, Output> => ({ input });

const id = z.string().min(1).max(200);
const nothing = z.strictObject({});
const moment = z.number().int().nonnegative();
const count = z.number().int().nonnegative();
const severity = z.enum(severities);
const sentence = z.string().trim().min(1).max(500);
const prose = z.string().trim().min(1).max(5000);
/** A person's word for a step at the console whose end nobody saw. */
const stepWord = z.strictObject({ id, is: z.enum(['done', 'again']) });
/** Four to sixty-four characters; what it is made of is the person's own affair. */
const pin = z.string().min(4).max(64);

/** For parameters of a runbook, as they are written. */
const values = z.record(id, z.string().max(10_000));

/** Every capability the window has. Nothing else crosses. */
export const calls = {
  'console.open': call<Snapshot>()(nothing),
  /** What it says arrives as `plan.changed`. */
  'plan.openFolder': call<null>()(nothing),
  /** The files of the plan folder that can be edited here. */
  'plan.files': call<readonly PlanFileLine[]>()(nothing),
  /** A file, or the draft that was kept of it; one that is not there begins with what its kind needs. */
  'plan.read': call<OpenedFile>()(z.strictObject({ file: planFileName })),
  /**
   * Makes edits in a text and says what is wrong with it, and keeps it as a draft. `from` is the digest that the draft
   * began from; `whole` checks it together with all other files.
   */
  'plan.previewEdit': call<EditedText>()(
    z.strictObject({
      file: planFileName,
      from: digest.nullable(),
      base: planText,
      text: planText,
      edits: z.array(planEdit).max(200),
      whole: z.boolean(),
    }),
  ),
  /** Writes the text in the place of the one with the digest `from`; null = of none. A plan with new errors is refused. */
  'plan.save': call<SavedPlanFile>()(
    z.strictObject({ file: planFileName, from: digest.nullable(), text: planText }),
  ),
  'plan.dropDraft': call<null>()(z.strictObject({ file: planFileName })),
  'demo.start': call<DemoStatus>()(nothing),
  /** Looks at the keys, secrets, programs and PINs of this machine; the most critical service first. */
  'plan.readiness': call<readonly Readiness[]>()(nothing),
  /** Asks for an inventory in a dialog and reads it; `null` = none was chosen. */
  'start.chooseInventory': call<StartFound | null>()(nothing),
  'start.chooseFolder': call<{ folder: string } | null>()(nothing),
  'start.preview': call<StartPreview>()(startAnswersSchema),
  /** Writes the plan into the chosen folder, which has to be empty or new, and opens it: that arrives as `plan.changed`. */
  'start.write': call<{ isInForce: boolean }>()(startAnswersSchema),
  /** With what this console signs in to the endpoints of the plan in force, and whether that is here. */
  'keys.login': call<ConsoleLogin>()(nothing),
  /** Asks machines without a host key on file for the keys they show; keeps none. */
  'keys.look': call<HostKeysLook>()(nothing),
  /** Writes the keys of the last look, which has to have this digest, into the plan folder, noted as not compared. */
  'keys.keep': call<KeptKeys>()(z.strictObject({ digest })),
  /** `pin` is needed by everyone who has set one, and by everyone when the plan is live. */
  'operator.signIn': call<null>()(z.strictObject({ person: id, pin: pin.optional() })),
  /** Sets or changes a PIN. A change takes the old one; without it the operator at the console vouches. */
  'operator.enrol': call<null>()(z.strictObject({ person: id, pin, oldPin: pin.optional() })),
  'operator.leave': call<null>()(z.strictObject({ because: z.enum(['left', 'idle', 'locked']) })),
  'incident.declare': call<{ incident: string }>()(
    z.strictObject({ service: id, severity, impactStart: moment.optional(), takeCommand: z.boolean() }),
  ),
  /** `reason` relieves someone who is in command and does not hand over. */
  'incident.takeCommand': call<null>()(z.strictObject({ incident: id, reason: sentence.optional() })),
  /** `person: null` leaves the role vacant. */
  'incident.assignRole': call<null>()(z.strictObject({ incident: id, role: id, person: id.nullable() })),
  /** One line in the grammar of the scribe: note, `!` decision, `?` question, `=` answer, `todo`, `@name 5m` task, `sev1`. */
  'incident.note': call<null>()(z.strictObject({ incident: id, text: z.string().min(1).max(2000) })),
  'incident.raise': call<null>()(z.strictObject({ incident: id, severity })),
  'incident.correctImpactStart': call<null>()(z.strictObject({ incident: id, impactStart: moment })),
  'incident.standDown': call<null>()(
    z.strictObject({ incident: id, reason: z.string().trim().min(1).max(500).optional() }),
  ),
  /** Whoever reopens it commands it. */
  'incident.reopen': call<null>()(
    z.strictObject({ incident: id, reason: z.string().trim().min(1).max(500) }),
  ),
  'incident.export': call<Exported>()(z.strictObject({ incident: id })),
  'incident.choosePlanB': call<null>()(z.strictObject({ incident: id, text: prose })),
  'handover.offer': call<null>()(z.strictObject({ incident: id, to: id })),
  /** The one who takes over proves it with their own PIN when they have one, and is the operator from then on. */
  'handover.accept': call<null>()(z.strictObject({ incident: id, handover: id, pin: pin.optional() })),
  'handover.end': call<null>()(
    z.strictObject({ incident: id, handover: id, how: z.enum(['declined', 'withdrawn']) }),
  ),
  'task.close': call<null>()(z.strictObject({ incident: id, task: id, result: z.enum(['done', 'dropped']) })),
  'task.extend': call<null>()(
    z.strictObject({ incident: id, task: id, byMs: z.number().int().positive().max(86_400_000) }),
  ),
  'decision.propose': call<null>()(
    z.strictObject({
      incident: id,
      proposal: prose,
      risk: z.string().max(2000),
      planB: z.string().max(2000),
      owner: id,
      timeBoxMs: z.number().int().positive().max(86_400_000),
    }),
  ),
  'decision.object': call<null>()(z.strictObject({ incident: id, decision: id, objection: prose })),
  'decision.make': call<null>()(
    z.strictObject({ incident: id, decision: id, verdict: z.enum(['go', 'no-go']) }),
  ),
  /** Asks for nobody's name: stopping is never made harder than starting. */
  'activation.veto': call<null>()(z.strictObject({ incident: id, activation: id })),
  'approval.request': call<null>()(z.strictObject({ incident: id, manifest: id })),
  /** `person` is the second one, who types their own PIN; `manifest` is the digest on the screen. */
  'approval.give': call<null>()(
    z.strictObject({ incident: id, approval: id, manifest: id, person: id, pin }),
  ),
  'approval.end': call<null>()(
    z.strictObject({
      incident: id,
      approval: id,
      how: z.enum(['refused', 'withdrawn']),
      because: sentence.optional(),
    }),
  ),
  'paging.acknowledge': call<null>()(z.strictObject({ incident: id, paging: id })),
  'comms.signOff': call<null>()(
    z.strictObject({
      incident: id,
      audience: id,
      text: prose,
      nextUpdateMs: z.number().int().positive().max(86_400_000),
      /** Sends although the audience heard less than its floor ago. */
      evenIfEarly: z.boolean().optional(),
    }),
  ),
  /** What waited too long: sent after all, or never. */
  'outbox.review': call<null>()(
    z.strictObject({
      deliveries: z
        .array(z.strictObject({ message: id, delivery: id }))
        .min(1)
        .max(1000),
      verdict: z.enum(['send', 'drop']),
    }),
  ),
  /** `approval` runs what a second person approved; `breakGlass` runs beyond the bounds, with the reason typed. */
  'run.start': call<{ run: string }>()(
    z.strictObject({
      incident: id,
      manifest: id,
      approval: id.optional(),
      breakGlass: z.strictObject({ reason: z.string().trim().min(10).max(500) }).optional(),
    }),
  ),
  /** What the restore runbook would do with these values for its parameters, as they are written. */
  'run.preview': call<RunPreview>()(z.strictObject({ incident: id, values })),
  /** `exact` compares letter by letter; else times, process ids and own names are taken out before. */
  /** Risks, what keeps happening, and exposures; read anew from the plan's history folder. */
  'risks.read': call<RiskView>()(nothing),
  'run.outputs': call<RunOutputs>()(z.strictObject({ run: id, step: id, exact: z.boolean() })),
  /** Every step that was sent to one endpoint, with all that it said. */
  'run.endpointSteps': call<readonly EndpointStep[]>()(z.strictObject({ run: id, endpoint: id })),
  /** `null` says no: what waits goes on without it. */
  'secret.answer': call<null>()(
    z.strictObject({
      id,
      answer: z.strictObject({ secret: z.string().min(1).max(1000), keep: z.boolean() }).nullable(),
    }),
  ),
  /** Looks at every endpoint of a service; without a `runbook`, for the one that restores it. Its end is an event. */
  'preflight.start': call<null>()(z.strictObject({ service: id, runbook: id.optional() })),
  'preflight.cancel': call<null>()(z.strictObject({ service: id })),
  /** Opens the connections of the present manifest and keeps them open. */
  'fleet.arm': call<null>()(z.strictObject({ service: id })),
  /** Asks for nobody's name. */
  'fleet.disarm': call<null>()(z.strictObject({ service: id })),
  /**
   * A retry of one failure cluster, or of the endpoints that are named. `unknown` is the person's word for endpoints
   * that may have done a step already which must not be done twice; it has to be their number.
   */
  'run.previewRetry': call<RunPreview>()(
    z.strictObject({
      run: id,
      cluster: z.string().max(20_000).optional(),
      endpoints: z.array(id).min(1).max(100_000).optional(),
      from: z.enum(['first-step', 'where-it-ended']).optional(),
      unknown: count.optional(),
      step: stepWord.optional(),
    }),
  ),
  /** What a run that was stopped, halted or interrupted has left; `unknown` as above. */
  'run.previewResume': call<RunPreview>()(
    z.strictObject({ run: id, unknown: count.optional(), step: stepWord.optional() }),
  ),
  /** What undoes a run, only where something was changed: its runbook's rollback, or that of each of its steps. */
  'run.previewRollback': call<RunPreview>()(
    z.strictObject({ run: id, by: z.enum(['runbook', 'steps']).optional() }),
  ),
  /** A runbook, by default the same one, on the endpoints that ended well. */
  'run.previewPassed': call<RunPreview>()(
    z.strictObject({ run: id, runbook: id.optional(), values: values.optional() }),
  ),
  /** Asks the endpoints' own receipts what became of the steps whose end was not seen. */
  'run.reconcile': call<{ asked: number; settled: number }>()(z.strictObject({ run: id })),
  /** What was done at a site, or `''` where a step is done once. Asks for the role that the step asks for. */
  'run.answerSite': call<null>()(
    z.strictObject({
      run: id,
      step: id,
      site: z.string().max(1000),
      done: z.boolean(),
      note: z.string().trim().max(500).optional(),
    }),
  ),
  /** The option that a run goes on with, or ends. */
  'run.choose': call<null>()(z.strictObject({ run: id, step: id, option: id })),
  'run.stop': call<null>()(z.strictObject({ run: id })),
  /** Nothing new is sent until `run.continue`; what is in flight ends. */
  'run.pause': call<null>()(z.strictObject({ run: id })),
  'run.continue': call<null>()(z.strictObject({ run: id })),
} as const;

export type Calls = typeof calls;
export type CallName = keyof Calls;
export type InputOf<N extends CallName> = z.input<Calls[N]['input']>;
export type OutputOf<N extends CallName> =
  | NonNullable<Calls[N]['output']>
  | (null extends Calls[N]['output'] ? null : never);

/** Every message the core sends to the window by itself. */
export type Pushes = {
  readonly 'journal.appended': readonly Recorded[];
  readonly 'plan.changed': PlanStatus | SamePlanStatus;
  readonly 'live.changed': Live;
  readonly 'demo.changed': DemoStatus;
  /** The console works on another journal from now on (the demo was started): open it anew. */
  readonly 'console.replaced': null;
  /** Something unexpected happened in the core; `id` finds it in the log. */
  readonly 'console.fault': { readonly id: string; readonly message: string };
};
/** How every call comes back. `message` is fit for a person. */
export type Envelope<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: { readonly code: ErrorCode; readonly message: string } };

/** What the preload exposes as `window.holdfast`. */
export type Bridge = {
  readonly call: { readonly [N in CallName]: (input: InputOf<N>) => Promise<Envelope<OutputOf<N>>> };
  readonly on: { readonly [P in keyof Pushes]: (listener: (message: Pushes[P]) => void) => () => void };
};
