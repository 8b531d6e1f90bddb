import { peopleMeant } from '../authority/who';
import type { EventOf, NewEvent } from '../events';
import type { Circumstances } from '../incident/circumstances';
import { requireIncident } from '../incident/lookup';
import { nameOf } from '../names';
import { operatorOf } from '../operator/attempts';
import { enrolledBefore } from '../operator/commands';
import { newMessageIds, queue } from './compose';
import { many, utc } from './moment-words';

type Asked = EventOf<'approval.requested'>['data'];

/**
 * Calls everyone who may give this word, all at once: one page a person, worth sending for as long as the request
 * stands. Whose PIN was not set before the declaration could not give it, and is not called. To whom no way leads,
 * the page has no deliveries, and they have to be telephoned.
 */
export function pageApprovers({ world, plan, at }: Circumstances, asked: Asked): NewEvent[] {
  const { approval, manifest } = asked;
  const incident = requireIncident(world, asked.incident);
  const newId = newMessageIds(world);
  const what = `${asked.runbookName} on ${many(manifest.entries.length, 'endpoint')}`;
  const said = {
    subject: `Your word is needed: ${what} (${incident.id})`,
    text: `${nameOf(plan.people, asked.person)} asks for a second person: ${what} of ${nameOf(plan.services, manifest.service)}, ${incident.severity}.\nYour PIN is given at the console of ${plan.organisation}, and nowhere else. The request stands until ${utc(asked.lapsesAt, at)}.`,
    expiresAt: asked.lapsesAt,
  };
  return peopleMeant(plan, asked.approvers)
    .filter(({ id }) => enrolledBefore(operatorOf(world, id), incident.declaredAt))
    .map(({ id: person, contacts: to }) =>
      queue(
        { plan, at, actor: `person:${asked.person}` },
        {
          ...{ id: newId(), kind: 'page', incident: incident.id, person, approval, ...said, to },
          key: `${incident.id}/${approval}/${person}`,
        },
      ),
    );
}
