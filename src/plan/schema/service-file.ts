import * as z from 'zod';
import { armings } from '../../domain/run/arming';
import { authoritySchema } from './authority';
import { commsSchema } from './comms';
import { dependencies } from './dependency';
import { durationPattern } from './duration';
import { eachAlone } from './each-alone';
import { ruleSchema } from './escalation';
import { lookKinds, probeFields } from './look';
import { reviewed } from './reviewed';
import { duration, id, line, prose, share, someTime, timerTime, wholeNumber } from './scalars';
import { strategySchema } from './strategy';

const impactPoint = z.strictObject({
  revenue: wholeNumber(0, 1_000_000_000_000, 300_000)
    .prefault(0)
    .describe("Money lost by then, in whole units of the plan's currency."),
  operations: prose.prefault('none').describe('What it does to the work, in words.'),
  safety: prose.prefault('none').describe('What it does to people, in words.'),
  compliance: prose.prefault('none').describe('Which duty it breaks, in words.'),
});

const objectives = z.strictObject({
  rto: someTime.describe('Recovery time objective: back within this; shorter than mtpd.'),
  rpo: duration
    .optional()
    .describe('Recovery point objective: data lost at most; 0m is none. Default: nobody has said.'),
  wrt: duration
    .optional()
    .describe('Work recovery time after restoration; rto + wrt is at most mtpd. Default: nobody has said.'),
  mtpd: someTime.describe('Maximum tolerable period of disruption.').meta({ example: '4h' }),
  mbco: prose
    .optional()
    .describe('Minimum business continuity objective: the least that has to go on all the while, in words.'),
});

const probe = z
  .strictObject({
    id: id.meta({ example: 'agent' }).describe('How rules name this probe.'),
    ...probeFields,
    every: timerTime.prefault('15s').describe('From the start of one sweep to the start of the next.'),
    timeout: timerTime.prefault('5s').describe('An endpoint slower than this counts as failing.'),
    degraded: share.prefault('10%').describe('Share of failing endpoints that makes the service degraded.'),
    down: share.prefault('50%').describe('Share of failing endpoints that makes the service down.'),
  })
  .meta({ oneOf: eachAlone(lookKinds) });

/** `services/<id>.yaml`: what the service is worth, how it is watched, and who may restore it. */
export const serviceFileSchema = z.strictObject({
  id: id.describe('The same as the name of the file without .yaml.'),
  name: line.meta({ example: 'Clinical sign-in' }).describe('As the screen shows it.'),
  tier: wholeNumber(1, 5, 1).describe('1 is restored first.'),
  owner: id.meta({ example: 'maria.chen' }).describe('A person of plan.yaml.'),
  depends_on: dependencies.prefault([]).describe('What must work for this service to work.'),
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
  objectives: objectives.describe('How fast it has to be back, and how much may be lost.'),
  probes: z.array(probe).prefault([]).describe('What is looked at again and again to know its state.'),
  restore: id
    .meta({ example: 'restart-auth-agent' })
    .optional()
    .describe('The runbook that restores this service.'),
  arm: z
    .enum(armings)
    .prefault('automatic')
    .describe('Whether connections are opened before a run: at a declaration, on request, or never.'),
  verify_after: wholeNumber(1, 100, 2)
    .prefault(2)
    .describe('Good sweeps in a row after a restoration before the service counts as verified.'),
  authority: authoritySchema.prefault({}).describe('Who may restore it, agreed before the disruption.'),
  alerts: line
    .meta({ errorMessage: 'must be a selector such as service=sign-in', example: 'service=sign-in' })
    .optional()
    .describe('Selector over the labels of incoming alerts that concern this service. Default: none do.'),
  escalation: z.array(ruleSchema).prefault([]).describe('Thresholds and what crossing them does.'),
  comms: commsSchema.prefault({}).describe('Who has to hear, how soon and how often.'),
  plan_b: prose.optional().describe('What is done when the restore runbook does not help.'),
  strategies: z
    .array(strategySchema)
    .prefault([])
    .describe('The ways to have it back, in the order they are tried. A critical service has two.'),
  workaround: prose.optional().describe('How people go on meanwhile, as messages to them say it.'),
  reviewed: reviewed.optional().describe('When somebody last looked this file over.'),
});

/** What a service file says, with defaults filled in and times in milliseconds. */
export type ServiceFile = z.output<typeof serviceFileSchema>;
