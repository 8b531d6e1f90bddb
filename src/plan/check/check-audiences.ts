import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { spellDuration } from '../schema/duration';
import type { PlanFile } from '../schema/plan-file';
import type { ServiceFile } from '../schema/service-file';
import { checkContacts } from './check-contacts';
import { repeatedIds } from './ids';

/** Every audience is told in an order of times that can be kept, at addresses that can be. */
export function checkAudiences(part: PlanPart<ServiceFile>, plan: PlanFile | null): readonly PlanProblem[] {
  const { value, file, locate } = part;
  if (value === null) return [];
  const { audiences } = value.comms;
  return [
    ...repeatedIds(
      part,
      ['comms', 'audiences'],
      audiences.map(({ id }) => id),
    ),
    ...audiences.flatMap(({ id, every, floor, ceiling, to }, index) => {
      const path = ['comms', 'audiences', index];
      const contacts = checkContacts(part, [...path, 'to'], to, plan);
      if (floor <= every && every <= ceiling) return contacts;
      const times = `floor ${spellDuration(floor)}, every ${spellDuration(every)}, ceiling ${spellDuration(ceiling)}`;
      const message = `The times of the audience ${id} are out of order: ${times}.`;
      const fix = 'every is at least floor and at most ceiling.';
      const at = locate([...path, floor > every ? 'floor' : 'ceiling']);
      return [...contacts, planError(file, at, 'cadence-out-of-order', message, fix)];
    }),
  ];
}
