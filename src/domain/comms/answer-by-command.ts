import type { NewEvent } from '../events';
import { type Circumstances, happened } from '../incident/circumstances';
import type { Incident } from '../incident/incident';
import { isCalling, type Paging } from './paging';

/**
 * Taking command answers every calling that was only there because nobody had, and one that calls nobody but
 * whoever takes it.
 */
export function answeredByCommand(
  now: Pick<Circumstances, 'at' | 'plan'>,
  incident: Incident,
  person: string,
): NewEvent[] {
  const rules = now.plan.services.find((each) => each.id === incident.service)?.escalation ?? [];
  const asksForCommand = (paging: Paging) =>
    rules.some(({ id, when }) => id === paging.rule && when.on === 'unacknowledged');
  const callsOnly = ({ steps }: Paging) => steps.length > 0 && steps.every((step) => step.person === person);
  return Object.values(incident.pagings)
    .filter((paging) => isCalling(paging) && (asksForCommand(paging) || callsOnly(paging)))
    .map(({ id: paging }) => {
      const data = { incident: incident.id, paging, person };
      return happened(now, person, { type: 'paging.acknowledged', data });
    });
}
