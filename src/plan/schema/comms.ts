import * as z from 'zod';
import { id, line, prose, someTime } from './scalars';

/** Where a message goes: a channel of plan.yaml, and the address there. */
export const contactSchema = z.strictObject({
  channel: id.meta({ example: 'staff-mail' }).describe('A channel of plan.yaml.'),
  address: line
    .optional()
    .describe('Whom to address there; a mail channel needs it.')
    .meta({ example: 'all@hospital.example' }),
});

const audience = z.strictObject({
  id: id.meta({ example: 'staff' }).describe('How the journal names this audience.'),
  name: line.meta({ example: 'All staff' }).describe('As the screen shows it.'),
  to: z.array(contactSchema).prefault([]).describe('Without any, the text is read out or pasted by hand.'),
  first: someTime.prefault('5m').describe('The first message is due so long after the declaration.'),
  every: someTime.prefault('20m').describe('From one message to the next.'),
  floor: someTime.prefault('5m').describe('Not sooner than this after the last one.'),
  ceiling: someTime.prefault('1h').describe('The longest silence that may be promised.'),
  agreed_text: prose
    .meta({ example: 'Appointments take place. Come as planned.' })
    .optional()
    .describe(
      'What was agreed beforehand to be told to them; stands in every draft until the service works.',
    ),
});

/** `comms:` of a service: who has to hear, how soon and how often. */
export const commsSchema = z.strictObject({
  audiences: z.array(audience).prefault([]).describe('Who has to hear of an incident.'),
});

export type ContactFile = z.output<typeof contactSchema>;
export type AudienceFile = z.output<typeof audience>;
