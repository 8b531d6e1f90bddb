import { Scalar, stringify } from 'yaml';
import type { InventoryFormat } from '../fleet/inventory-format';
import type { PlanAnswers } from './answers';
import type { NewPerson } from './person';
import { schemaLine } from './schema-line';

/** A person of the new plan, with the id by which the other files name them. */
export type NamedPerson = NewPerson & { readonly id: string };

/** Where the inventory is in the folder, how it is written, and its text. */
export type PlanInventory = {
  readonly file: string;
  readonly format: InventoryFormat;
  readonly text: string;
};

/** The text of `plan.yaml`, with a word on what each field is. */
export function planText(
  { organisation, user, identity, mode }: PlanAnswers,
  people: readonly NamedPerson[],
  inventory: PlanInventory,
): string {
  return `${schemaLine('plan')}organisation: ${value(organisation)}
# A drill works on endpoints all the same; in a tabletop nothing is sent to them. Write live when you mean it.
mode: ${mode}
# Of every amount of money in the plan: an ISO 4217 code.
currency: EUR
# Who can be at the console, and whom the services and runbooks name. The telephone is for when the network is down.
people:
${people.map(person).join('')}# Ways out for messages. With one, people above get "contacts: [{ channel: mail, address: … }]".
# channels:
#   - { id: mail, name: Mail, kind: smtp, host: mail.example, from: Holdfast <holdfast@mail.example> }
# What is not in the fleet and matters in an incident; looked at from this console.
# connectivity:
#   - { id: internet, name: Internet, tcp: 1.1.1.1:443 }
fleet:
  # Read, never run. Put a newer one in its place, and the plan is read again at once.
  inventory: ${value(inventory.file)}
${inventory.format === 'csv' ? '' : `  format: ${inventory.format}\n`}  # Nothing is ever sent to an endpoint whose host key is not in here: holdfast plan keys
  known_hosts: fleet/known_hosts
  # Private key that signs in; "agent" is what the SSH agent holds.
  identity: ${value(identity ?? 'agent')}
${user === null ? '' : `  # Signs in where the inventory names nobody.\n  user: ${value(user)}\n`}`;
}

function person({ id, name, mail, phone }: NamedPerson, index: number): string {
  // One person alone is both; roles are referred to as role:incident-commander.
  const roles = index === 0 ? 'incident-commander, operations-lead' : 'deputy, operations-lead';
  return [
    `  - id: ${value(id)}\n    name: ${value(name)}\n    roles: [${roles}]\n`,
    phone === undefined ? '    # phone: "+1 555 0100"\n' : `    phone: ${quoted(phone)}\n`,
    mail === undefined
      ? ''
      : `    # contacts: [{ channel: mail, address: ${value(mail)} }] (as soon as channels has it)\n`,
  ].join('');
}

const value = (text: string) => stringify(text, { lineWidth: 0 }).trimEnd();

/** A telephone number is text, whatever it looks like. */
function quoted(text: string): string {
  const scalar = new Scalar(text);
  scalar.type = Scalar.QUOTE_DOUBLE;
  return stringify(scalar, { lineWidth: 0 }).trimEnd();
}
