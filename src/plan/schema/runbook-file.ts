import * as z from 'zod';
import { dependencies } from './dependency';
import { parameterSchema } from './parameter';
import { reviewed } from './reviewed';
import { id, line, share, wholeNumber } from './scalars';
import { stepSchema } from './step';

const waves = z.strictObject({
  canary: wholeNumber(1, 1_000_000, 5).prefault(5).describe('How many go first, alone.'),
  size: wholeNumber(1, 1_000_000, 500).prefault(500).describe('How many follow together.'),
  max_in_flight: wholeNumber(1, 10_000, 100).prefault(100).describe('How many at one moment.'),
});

const budget = z.strictObject({
  failed: share.prefault('10%').describe('More than this share failed: the run halts.'),
  verify_failed: share
    .optional()
    .describe('More than this share failed a verify step: the run halts. Default: the share of failed.'),
  unreachable: share.prefault('20%').describe('More than this share unreachable: the run halts.'),
  denied: share.prefault('10%').describe('More than this share denied: the run halts.'),
});

const minHealthy = z.strictObject({
  share: share.meta({ example: '80%' }).describe('The share of every group that stays healthy.'),
  per: line
    .meta({ example: 'site' })
    .optional()
    .describe('The label whose value names the group, such as site. Default: all endpoints are one group.'),
});

/** `runbooks/<id>.yaml`: what is done on every endpoint, how many at once, and when it stops. */
export const runbookFileSchema = z.strictObject({
  id: id.meta({ example: 'restart-auth-agent' }).describe('The same as the name of the file without .yaml.'),
  name: line
    .meta({ example: 'Restart the auth agent' })
    .describe('An imperative a commander reads aloud: "Restart the auth agent".'),
  owner: id.meta({ example: 'maria.chen' }).describe('A person of plan.yaml.'),
  depends_on: dependencies
    .prefault([])
    .describe('What must work for this runbook to be done, such as the network to a vendor.'),
  irreversible: z.boolean().prefault(false).describe('True when nothing brings the former state back.'),
  parameters: z
    .array(parameterSchema)
    .prefault([])
    .describe('What is left to whoever starts it. Every one has a default.'),
  steps: z
    .array(stepSchema)
    .min(1)
    .meta({ errorMessage: 'must be a list of at least one step' })
    .describe('What is done, in this order.'),
  waves: waves.prefault({}).describe('How many endpoints at once.'),
  budget: budget.prefault({}).describe('How much may go wrong before the run halts.'),
  min_healthy: minHealthy
    .optional()
    .describe('Never more endpoints of a group in flight or not healthy at one moment than this leaves.'),
  rollback: id
    .meta({ example: 'restore-auth-agent' })
    .optional()
    .describe('The runbook that undoes this one.'),
  reviewed: reviewed.optional().describe('When somebody last looked this file over.'),
});

/** What a runbook file says, with defaults filled in and times in milliseconds. */
export type RunbookFile = z.output<typeof runbookFileSchema>;
