import { z } from 'zod';

/** Causes per end state (FIELD.md vocabulary). `null` cause is only possible where the list is empty. */
const timing = { tookMs: z.number().nonnegative() };
const words = { output: z.string() };

/**
 * How one step ended on one endpoint. Closed: everything the wire can do maps to exactly one of these.
 *
 * `unknown` means sent, end not seen: never a failure, never repeated blindly.
 * `cancelled` means certainly never sent.
 * `output` is the capped head of stdout and stderr in the order they came, control characters removed.
 */
export const outcomeSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ok'), exitCode: z.number(), ...words, ...timing }),
  z.object({
    state: z.literal('failed'),
    cause: z.enum(['NonZeroExit', 'VerifyFailed', 'OutputMismatch']),
    exitCode: z.number(),
    ...words,
    ...timing,
  }),
  z.object({
    state: z.literal('unreachable'),
    cause: z.enum(['HostNotFound', 'ConnectTimeout', 'ConnectRefused', 'HandshakeFailed']),
    ...words,
    ...timing,
  }),
  z.object({
    state: z.literal('denied'),
    cause: z.enum(['AuthenticationFailure', 'HostKeyMismatch', 'HostKeyUnknown']),
    ...words,
    ...timing,
  }),
  z.object({ state: z.literal('timed-out'), cause: z.literal('CommandTimeout'), ...words, ...timing }),
  z.object({ state: z.literal('cancelled'), ...timing }),
  z.object({
    state: z.literal('unknown'),
    cause: z.enum(['ConnectionLost', 'ConsoleStopped']),
    ...words,
    ...timing,
  }),
]);

export type Outcome = z.infer<typeof outcomeSchema>;
export type OutcomeState = Outcome['state'];

/** `pending` = in the manifest, nothing in flight; `sending` = intent is durable, end not yet seen. */
export type EndpointState = 'pending' | 'sending' | OutcomeState;

/** What the budgets tell apart: the end state, and of the failures those that only the proof found. */
export type EndClass = OutcomeState | 'verify-failed';

export function endClass(outcome: Outcome): EndClass {
  return outcome.state === 'failed' && outcome.cause === 'VerifyFailed' ? 'verify-failed' : outcome.state;
}

/** The cause as the screen and the clusters name it; the state itself where there is none. */
export function causeOf(outcome: Outcome): string {
  return 'cause' in outcome ? outcome.cause : outcome.state;
}
