import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { ContactFile } from '../schema/comms';
import { isMailbox } from '../schema/network';
import type { PlanFile } from '../schema/plan-file';
import { fieldName } from '../yaml/field-name';
import type { Path } from '../yaml/locate';

/** Whoever is to have mail has an address for it. */
export function checkContacts<T>(
  { value, file, locate }: PlanPart<T>,
  path: Path,
  contacts: readonly ContactFile[],
  plan: PlanFile | null,
): readonly PlanProblem[] {
  return contacts.flatMap(({ channel, address = '' }, index) => {
    const kind = plan?.channels.find(({ id }) => id === channel)?.kind;
    if (kind !== 'smtp' || isMailbox(address)) return [];
    const at = [...path, index, 'address'];
    const message = `${fieldName(value, at)} must be a mail address: ${channel} is a mail channel.`;
    return [
      planError(file, locate(at), 'no-mail-address', message, 'Write for example all@hospital.example.'),
    ];
  });
}
