import { isIP } from 'node:net';
import * as z from 'zod';
import { inventoryFormats } from '../fleet/inventory-format';
import { channelSchema, secretFile } from './channel';
import { contactSchema } from './comms';
import { dependencies } from './dependency';
import { eachAlone } from './each-alone';
import { freshnessSchema } from './freshness';
import { connectivityFields, connectivityKinds } from './look';
import { portNumber } from './network';
import { reviewed } from './reviewed';
import { id, line, timerTime, who } from './scalars';

const person = z.strictObject({
  id: id.meta({ example: 'maria.chen' }).describe('How other files name this person.'),
  name: line.meta({ example: 'Maria Chen' }).describe('As the screen shows it.'),
  roles: z
    .array(id)
    .prefault([])
    .describe('Role ids such as incident-commander; referred to as role:incident-commander.'),
  phone: line.meta({ example: '"+1 555 0100"' }).optional().describe('Reachable when the network is down.'),
  contacts: z.array(contactSchema).prefault([]).describe('How messages reach this person.'),
  reviewed: reviewed.optional().describe('When somebody last made sure that this person is reached so.'),
});

const connectivityCheck = z
  .strictObject({
    id: id.meta({ example: 'internet' }).describe('How the journal names this check.'),
    name: line.meta({ example: 'Internet' }).describe('As the screen shows it.'),
    ...connectivityFields,
    every: timerTime.prefault('15s').describe('From the start of one look to the start of the next.'),
    timeout: timerTime.prefault('5s').describe('A slower answer is none.'),
  })
  .meta({ oneOf: eachAlone(connectivityKinds) });

const receivers = z.strictObject({
  bind: line
    .max(64)
    .refine((text) => isIP(text) === 0)
    .meta({ errorMessage: 'must be loopback or the name of a network interface', example: 'loopback' })
    .prefault('loopback')
    .describe('Where alerts are received: loopback, or a network interface such as eth0.'),
  port: portNumber.meta({ example: 9099 }).prefault(9099).describe('Where senders reach it.'),
  secret: secretFile
    .meta({ example: '~/.holdfast/receiver-token' })
    .describe('File with the bearer token that senders must show.'),
});

const consoleSchema = z.strictObject({
  lock_after: timerTime
    .meta({ example: '10m' })
    .prefault('10m')
    .describe('The console locks when nobody has touched it for so long.'),
  depends_on: dependencies
    .prefault([])
    .describe('What must work for this console to reach the fleet and its people.'),
});

const inventoryFile = line.meta({ example: 'fleet/inventory.csv' });
const inventoryFormat = z
  .enum(inventoryFormats)
  .meta({ errorMessage: `must be one of ${inventoryFormats.join(', ')}`, example: 'ansible-ini' });
const inventoryEntry = z.strictObject({
  file: inventoryFile.describe('Inside the plan folder.'),
  format: inventoryFormat.optional().describe('Default: told from the name and the content.'),
});

/** Where the fleet is; everything has a default. */
export const fleetSchema = z.strictObject({
  inventory: z
    .union([inventoryFile, z.array(z.union([inventoryFile, inventoryEntry])).min(1)])
    .meta({
      errorMessage: 'must be a file inside the plan folder, or a list of files',
      example: 'fleet/inventory.csv',
    })
    .prefault('fleet/inventory.csv')
    .describe(
      'The inventory you have, or a list of several: CSV, Ansible (INI, YAML, saved --list), ssh_config, Rundeck nodes.',
    ),
  format: inventoryFormat
    .optional()
    .describe('Of the inventory; needed only where neither its name nor its content tells.'),
  known_hosts: line
    .meta({ example: 'fleet/known_hosts' })
    .prefault('fleet/known_hosts')
    .describe('Host keys in the format of OpenSSH. Inside the plan folder.'),
  identity: line
    .meta({ example: '~/.ssh/id_ed25519' })
    .optional()
    .describe(
      'Private key to sign in with: inside the plan folder, or absolute, or from ~/; or `agent`. Default: the SSH agent.',
    ),
  user: line
    .max(64)
    .regex(/^[^\s-]\S*$/)
    .meta({ errorMessage: 'must be a user name such as ops', example: 'ops' })
    .optional()
    .describe('Signs in where the inventory leaves the user empty.'),
  sudo_secret: secretFile
    .meta({ example: '~/.holdfast/sudo-password' })
    .optional()
    .describe('File with what is answered when sudo asks on an endpoint.'),
  password: line
    .meta({ example: 'asked' })
    .optional()
    .describe(
      'For endpoints that take no key: `asked`, and a person gives it when it is needed; or a file that holds it. In place of identity.',
    ),
});

/** `plan.yaml`: whose plan it is, who is in it, and where its fleet is. */
export const planFileSchema = z.strictObject({
  organisation: line.meta({ example: "St. Brendan's Hospital" }).describe('Whose plan it is.'),
  mode: z
    .enum(['live', 'drill', 'tabletop'])
    .prefault('live')
    .describe('Whether what happens is real. Everything but live paints the whole screen.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ errorMessage: 'must be an ISO 4217 currency code such as USD', example: 'USD' })
    .describe('Of every amount of money in the plan.'),
  people: z
    .array(person)
    .min(1)
    .meta({ errorMessage: 'must be a list of at least one person' })
    .describe('Everybody whom a file of the plan names.'),
  channels: z.array(channelSchema).prefault([]).describe('Ways out for messages.'),
  call_tree: z
    .array(who)
    .optional()
    .describe(
      'Whom to call by telephone, in this order. Default: Incident Commander, Deputy, Operations Lead, Communications Lead.',
    ),
  connectivity: z
    .array(connectivityCheck)
    .prefault([])
    .describe('Things outside the fleet that matter in an incident: the internet, DNS, chat.'),
  receivers: receivers.optional().describe('Where alerts are received. Default: nowhere.'),
  console: consoleSchema
    .prefault({})
    .describe('What concerns this console itself. Everything has a default.'),
  fleet: fleetSchema.prefault({}).describe('Where the endpoints are written, and how to sign in to them.'),
  freshness: freshnessSchema.optional().describe('When something is stale. Everything has a default.'),
  local_steps: z
    .literal('allowed')
    .meta({ errorMessage: 'must be allowed, or left away', example: 'allowed' })
    .optional()
    .describe("Whether runbooks may run programs on the console's own machine. Default: they may not."),
});

/** What `plan.yaml` says, with defaults filled in. */
export type PlanFile = z.output<typeof planFileSchema>;
