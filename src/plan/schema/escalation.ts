import * as z from 'zod';
import { severities } from '../../domain/authority/envelope';
import { eachAlone } from './each-alone';
import { duration, id, line, share, someTime, who, wholeNumber } from './scalars';

const severity = z.enum(severities);

/** Which fields go with which condition and with no other. */
export const conditionKinds = {
  failing: ['probe', 'clear'],
  silent: ['probe'],
  alert: ['name'],
  elapsed: [],
  rto_used: [],
  impact: [],
  unacknowledged: [],
  decision_pending: [],
  verified: [],
} as const;

/** Which fields go with which act and with no other. */
export const actKinds = {
  declare: [],
  raise: [],
  run: [],
  notify: ['repeat'],
  pass_to: [],
  stand_down: [],
} as const;

const condition = z
  .strictObject({
    probe: id
      .meta({ example: 'agent' })
      .optional()
      .describe('With failing and silent: a probe of this service.'),
    failing: share.optional().describe('At least this share of endpoints fails the probe.'),
    silent: someTime.optional().describe('The probe has not reported for so long.').meta({ example: '1m' }),
    alert: severity.optional().describe('An alert at least this severe fires for the service.'),
    name: line.optional().describe('With alert: only alerts of this name.').meta({ example: 'AuthDown' }),
    elapsed: someTime.optional().describe('So long since impact began.').meta({ example: '10m' }),
    rto_used: share.optional().describe('This share of the RTO is used.').meta({ example: '50%' }),
    impact: wholeNumber(1, 1_000_000_000_000, 100_000)
      .optional()
      .describe("So much is lost by the impact analysis, in whole units of the plan's currency."),
    unacknowledged: someTime
      .optional()
      .describe('Nobody has taken command for so long.')
      .meta({ example: '5m' }),
    decision_pending: someTime
      .optional()
      .describe('The recovery has waited so long for a decision.')
      .meta({ example: '3m' }),
    verified: someTime
      .optional()
      .describe('The service has been verified for so long.')
      .meta({ example: '1m' }),
    for: duration
      .optional()
      .describe('How long the condition must hold. Default: 0m.')
      .meta({ example: '30s' }),
    clear: share
      .optional()
      .describe('With failing: over again below this share. Default: four fifths of failing.')
      .meta({ example: '40%' }),
    clear_for: duration
      .optional()
      .describe('How long it must be over. Default: the same as for.')
      .meta({ example: '30s' }),
    unless: z
      .enum(['commanded', 'restored', 'verified'])
      .optional()
      .describe('Does not look any more once someone commands, or the service is restored or verified.'),
  })
  .meta({ oneOf: eachAlone(conditionKinds) });

const step = z.strictObject({
  who: who.describe('A person, or everybody who has the role.'),
  after: duration.prefault('0m').describe('Counted from the start of the round.').meta({ example: '2m' }),
});

const notify = z.union([who, z.array(step).min(1)]).meta({
  errorMessage: 'must be a person, a role, or a list of steps such as [{ who: maria.chen, after: 2m }]',
  example: 'role:operations-lead',
});

const act = z
  .strictObject({
    declare: severity.optional().describe('Declares an incident, if none is open.'),
    raise: severity.optional().describe('Raises the severity of the incident; never lowers it.'),
    run: id
      .meta({ example: 'restart-auth-agent' })
      .optional()
      .describe('Counts down to a run of this runbook inside an automatic envelope; anyone can veto.'),
    notify: notify.optional().describe('Pages people, step by step, until one acknowledges.'),
    repeat: wholeNumber(0, 20, 2)
      .optional()
      .describe('With notify: how often all steps are gone through again. Default: 0.'),
    pass_to: z.enum(['successor']).optional().describe('Passes the decision on in the order of succession.'),
    stand_down: z.enum(['unattended']).optional().describe('Ends a verified incident that nobody commands.'),
  })
  .meta({ oneOf: eachAlone(actKinds) });

/** `escalation:` of a service: thresholds, and what crossing them does. */
export const ruleSchema = z.strictObject({
  id: id.meta({ example: 'agent-failing-50' }).optional().describe('Default: made from the condition.'),
  when: condition.describe('What has to come about.'),
  do: z
    .array(act)
    .min(1)
    .meta({ errorMessage: 'must be a list of at least one act' })
    .describe('What is done when it does, in this order.'),
});

export type RuleFile = z.output<typeof ruleSchema>;
export type ConditionFile = RuleFile['when'];
export type ActFile = RuleFile['do'][number];
