import * as z from 'zod';
import { riskCategories } from '../../domain/risk/category';
import { reviewed } from './reviewed';
import { endOfDay, id, line, prose, someTime, wholeNumber } from './scalars';

const accepted = z.strictObject({
  by: id.meta({ example: 'maria.chen' }).describe('A person of plan.yaml.'),
  until: endOfDay.describe('The last day on which that holds; then it is decided anew.'),
  because: prose.meta({ example: 'a second site costs more than it' }).describe('Why that is right.'),
});

/** `risks/<id>.yaml`: a risk or threat scenario, how likely and how bad, and what is done about it. */
export const riskFileSchema = z.strictObject({
  id: id.meta({ example: 'flood' }).describe('The same as the name of the file without .yaml.'),
  name: line.meta({ example: 'The server room is flooded' }).describe('What happens, in a few words.'),
  category: z
    .enum(riskCategories)
    .describe('What it is about; what history holds of the same category at its services stands beside it.'),
  description: prose.optional().describe('How it comes about and what it would do.'),
  services: z.array(id).prefault([]).describe('Services that it would disrupt.'),
  likelihood: wholeNumber(1, 5, 3)
    .optional()
    .describe('From 1 (hardly ever) to 5 (monthly or more). This or per_year.'),
  per_year: z
    .number()
    .min(0.001)
    .max(1000)
    .meta({ errorMessage: 'must be a number from 0.001 to 1000', example: 0.5 })
    .optional()
    .describe('How often in a year: 0.2 is once in five years. This or likelihood.'),
  impact: wholeNumber(1, 5, 4)
    .optional()
    .describe(
      'From 1 (hardly felt) to 5 (threatens the organisation). Default: by the impact analysis of its services.',
    ),
  outage: someTime
    .meta({ example: '4h' })
    .optional()
    .describe(
      'How long an outage it would bring, for the impact analysis. Default: the MTPD of each service.',
    ),
  mitigation: prose.optional().describe('What makes it rarer or milder.'),
  runbook: id.meta({ example: 'restart-auth-agent' }).optional().describe('What is run when it happens.'),
  owner: id.meta({ example: 'maria.chen' }).describe('A person of plan.yaml.'),
  accepted: accepted.optional().describe('Who answers for what remains of it, and until when.'),
  reviewed: reviewed.optional().describe('When somebody last looked this file over.'),
});

/** What a risk file says, with defaults filled in and times in milliseconds. */
export type RiskFile = z.output<typeof riskFileSchema>;
