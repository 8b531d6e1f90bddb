import * as z from 'zod';
import { type ChannelKind, channelKinds } from '../../domain/comms/channel';
import { dependencies } from './dependency';
import { hostName, mailbox, portNumber, webAddress } from './network';
import { id, line } from './scalars';

/**
 * The path of a file that holds a secret. Whoever writes the secret itself here must not find it
 * repeated in a message, hence `writeOnly`.
 */
export const secretFile = line
  .refine((text) => !text.includes('://'))
  .meta({
    errorMessage: 'must be the path of a file that holds the secret, not the secret itself',
    example: '~/.holdfast/mail-password',
    writeOnly: true,
  });

/** A way out for messages. Which fields a channel has depends on its kind. */
export const channelSchema = z.strictObject({
  id: id.meta({ example: 'staff-mail' }).describe('How people and audiences name this channel.'),
  name: line.meta({ example: 'Mail to staff' }).describe('As the screen shows it.'),
  kind: z.enum(channelKinds).describe('What carries the messages; it decides which fields there are.'),
  url: webAddress
    .optional()
    .describe('webhook, pagerduty. Default of pagerduty: its public address.')
    .meta({ example: 'https://hooks.hospital.example/holdfast' }),
  host: hostName.optional().describe('smtp: the mail server.').meta({ example: 'mail.hospital.example' }),
  port: portNumber
    .optional()
    .describe('smtp. Default: 587, or 465 when tls is always, or 25 when it is none.')
    .meta({ example: 587 }),
  tls: z.enum(['none', 'starttls', 'always']).optional().describe('smtp. Default: starttls.'),
  user: line.optional().describe('smtp: signs in with the password in secret.'),
  from: mailbox.optional().describe('smtp: the sender.'),
  secret: secretFile
    .optional()
    .describe(
      'File with the bearer token (webhook), the address (slack), the password (smtp) or the routing key (pagerduty).',
    ),
  depends_on: dependencies.prefault([]).describe('What must work for messages to leave this way.'),
});

/** Which fields a channel of each kind must have, and may have. */
export const channelFields = {
  webhook: { url: 'must', secret: 'may' },
  slack: { secret: 'must' },
  smtp: { host: 'must', from: 'must', port: 'may', tls: 'may', user: 'may', secret: 'may' },
  pagerduty: { secret: 'must', url: 'may' },
} as const satisfies Record<ChannelKind, Readonly<Record<string, 'must' | 'may'>>>;

export type ChannelFile = z.output<typeof channelSchema>;
