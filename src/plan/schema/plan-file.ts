import * as z from 'zod';
import { id, line } from './scalars';

const person = z.strictObject({
  id: id.meta({ example: 'maria.chen' }).describe('How other files name this person.'),
  name: line.meta({ example: 'Maria Chen' }).describe('As the screen shows it.'),
  roles: z
    .array(id)
    .prefault([])
    .describe('Role ids such as incident-commander; referred to as role:incident-commander.'),
  phone: line.meta({ example: '"+1 555 0100"' }).optional().describe('Reachable when the network is down.'),
});

/** Where the fleet is; everything has a default. */
export const fleetSchema = z.strictObject({
  inventory: line
    .meta({ example: 'fleet/inventory.csv' })
    .prefault('fleet/inventory.csv')
    .describe('CSV with the columns name, address, port, user and any labels. Inside the plan folder.'),
  known_hosts: line
    .meta({ example: 'fleet/known_hosts' })
    .prefault('fleet/known_hosts')
    .describe('Host keys in the format of OpenSSH. Inside the plan folder.'),
  identity: line
    .meta({ example: '~/.ssh/id_ed25519' })
    .optional()
    .describe('Private key to sign in with: inside the plan folder, or absolute, or from ~/.'),
  user: line
    .max(64)
    .regex(/^[^\s-]\S*$/)
    .meta({ errorMessage: 'must be a user name such as ops', example: 'ops' })
    .optional()
    .describe('Signs in where the inventory leaves the user empty.'),
});

/** `plan.yaml`: whose plan it is, who is in it, and where its fleet is. */
export const planFileSchema = z.strictObject({
  organisation: line.meta({ example: "St. Brendan's Hospital" }),
  mode: z
    .enum(['live', 'drill', 'tabletop'])
    .prefault('live')
    .describe('Whether what happens is real. Everything but live paints the whole screen.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .meta({ errorMessage: 'must be an ISO 4217 currency code such as USD', example: 'USD' })
    .describe('Of every amount of money in the plan.'),
  people: z.array(person).min(1).meta({ errorMessage: 'must be a list of at least one person' }),
  fleet: fleetSchema.prefault({}),
});

/** What `plan.yaml` says, with defaults filled in. */
export type PlanFile = z.output<typeof planFileSchema>;
