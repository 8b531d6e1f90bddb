import * as z from 'zod';
import { severities } from '../../domain/authority/envelope';
import { duration, endOfDay, id, line, who, wholeNumber } from './scalars';

const leastVetoMs = 5_000;
const dayMs = 86_400_000;

const veto = duration
  .refine((ms) => ms >= leastVetoMs && ms <= dayMs)
  .meta({ errorMessage: 'must be a duration from 5s to 24h such as 45s', example: '45s' });

const envelope = z.strictObject({
  id: line.optional().describe('Default: <service>/<runbook>.'),
  runbook: id.meta({ example: 'restart-auth-agent' }).describe('What may be run.'),
  mode: z
    .enum(['automatic', 'person', 'two-person'])
    .describe('May start by itself, by one person, or by one with the approval of another.'),
  severity: z.enum(severities).describe('Valid from this severity on; SEV-1 is the worst.'),
  max_endpoints: wholeNumber(1, 1_000_000, 500).describe('On no more endpoints than this.'),
  veto: veto.optional().describe('How long people may stop an automatic start. Default: 60s.'),
  until: endOfDay.describe('Last day of validity, to its end in UTC.'),
});

/** Who may do what to a service, agreed before the disruption. */
export const authoritySchema = z.strictObject({
  initiate: z.array(who).prefault([]).describe('Who may start a runbook here, in order of preference.'),
  approve: z
    .array(who)
    .optional()
    .describe('Who may be the second person. Default: initiate, succession and the owner.'),
  succession: z
    .array(who)
    .prefault([])
    .describe('To whom a pending decision passes, in this order, when a rule passes it on.'),
  break_glass: z
    .array(who)
    .optional()
    .describe(
      'Who may run without authority, loudly and with a reason; [] is nobody. Default: the owner, initiate, succession, and the roles incident-commander and deputy.',
    ),
  envelopes: z.array(envelope).prefault([]).describe('Authority agreed before the disruption.'),
});

export type AuthorityFile = z.output<typeof authoritySchema>;
export type EnvelopeFile = AuthorityFile['envelopes'][number];
