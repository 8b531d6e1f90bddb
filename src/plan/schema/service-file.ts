import * as z from 'zod';
import { severities } from '../../domain/authority/envelope';
import { durationPattern } from './duration';
import { reviewed } from './reviewed';
import {
  command,
  duration,
  endOfDay,
  id,
  line,
  prose,
  share,
  someTime,
  timerTime,
  who,
  wholeNumber,
} from './scalars';

const impactPoint = z.strictObject({
  revenue: wholeNumber(0, 1_000_000_000_000, 300_000)
    .prefault(0)
    .describe("Money lost by then, in whole units of the plan's currency."),
  operations: prose.prefault('none'),
  safety: prose.prefault('none'),
  compliance: prose.prefault('none'),
});

const objectives = z.strictObject({
  rto: someTime.describe('Recovery time objective: back within this; shorter than mtpd.'),
  rpo: duration.prefault('0m').describe('Recovery point objective: data lost at most.'),
  wrt: duration.prefault('0m').describe('Work recovery time after restoration; rto + wrt is at most mtpd.'),
  mtpd: someTime.describe('Maximum tolerable period of disruption.').meta({ example: '4h' }),
});

const probe = z.strictObject({
  id: id.meta({ example: 'agent' }),
  ssh: command.describe('Run on every endpoint of the service; exit code 0 is good.'),
  every: timerTime.prefault('15s').describe('From the start of one sweep to the start of the next.'),
  timeout: timerTime.prefault('5s').describe('An endpoint slower than this counts as failing.'),
  degraded: share.prefault('10%').describe('Share of failing endpoints that makes the service degraded.'),
  down: share.prefault('50%').describe('Share of failing endpoints that makes the service down.'),
});

const envelope = z.strictObject({
  id: line.optional().describe('Default: <service>/<runbook>.'),
  runbook: id.meta({ example: 'restart-auth-agent' }),
  mode: z
    .enum(['automatic', 'person', 'two-person'])
    .describe('May start by itself, by one person, or by one with the approval of another.'),
  severity: z.enum(severities).describe('Valid from this severity on; SEV-1 is the worst.'),
  max_endpoints: wholeNumber(1, 1_000_000, 500).describe('On no more endpoints than this.'),
  veto: timerTime.optional().describe('How long people may stop an automatic start.'),
  until: endOfDay.describe('Last day of validity, to its end in UTC.'),
});

const authority = z.strictObject({
  initiate: z.array(who).prefault([]).describe('Who may start a runbook here, in order of preference.'),
  succession: z.array(who).optional().describe('Who decides when the one before cannot be reached.'),
  envelopes: z.array(envelope).prefault([]).describe('Authority agreed before the disruption.'),
});

/** `services/<id>.yaml`: what the service is worth, how it is watched, and who may restore it. */
export const serviceFileSchema = z.strictObject({
  id: id.describe('The same as the name of the file without .yaml.'),
  name: line.meta({ example: 'Clinical sign-in' }),
  tier: wholeNumber(1, 5, 1).describe('1 is restored first.'),
  owner: id.meta({ example: 'maria.chen' }).describe('A person of plan.yaml.'),
  depends_on: z.array(id).prefault([]).describe('Services that must work for this one to work.'),
  endpoints: line
    .meta({ errorMessage: 'must be a selector such as role=workstation', example: 'role=workstation' })
    .describe('Selector over the labels of the fleet; "*" is every endpoint.'),
  impact: z
    .record(
      z
        .string()
        .regex(durationPattern)
        .meta({ errorMessage: 'must be a duration such as 1h', example: '1h' }),
      impactPoint,
    )
    .prefault({})
    .describe('What an outage of this length does.'),
  objectives,
  probes: z.array(probe).prefault([]),
  restore: id
    .meta({ example: 'restart-auth-agent' })
    .optional()
    .describe('The runbook that restores this service.'),
  verify_after: wholeNumber(1, 100, 2)
    .prefault(2)
    .describe('Good sweeps in a row after a restoration before the service counts as verified.'),
  authority: authority.prefault({}),
  strategy: prose.optional().describe('How continuity is kept meanwhile.'),
  escalation: z
    .array(
      z.strictObject({
        when: z.record(z.string(), z.unknown()),
        do: z.array(z.record(z.string(), z.unknown())),
      }),
    )
    .optional()
    .describe('Thresholds and what crossing them does.'),
  comms: z.record(z.string(), z.unknown()).optional().describe('Audiences and their cadence.'),
  reviewed: reviewed.optional(),
});

/** What a service file says, with defaults filled in and times in milliseconds. */
export type ServiceFile = z.output<typeof serviceFileSchema>;
