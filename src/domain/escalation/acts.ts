import { atLeastAsSevere } from '../authority/envelope';
import { passOn } from '../authority/succession';
import { startPaging } from '../comms/paging-rules';
import type { NewEvent } from '../events';
import { happened } from '../incident/circumstances';
import { declarationOf } from '../incident/declaration';
import type { Incident } from '../incident/incident';
import { endedPractice, resolutionOf } from '../incident/resolution';
import type { Plan } from '../plan/plan';
import type { Service } from '../service/service';
import type { World } from '../world';
import type { Act, Rule } from './rule';
import type { ThresholdState } from './threshold-state';

/** The crossing that asks for an act. `isNew`: it happened just now, not at an earlier look. */
export type Crossing = {
  readonly service: Service;
  readonly rule: Rule;
  readonly threshold: ThresholdState;
  readonly incident: Incident | null;
  readonly isNew: boolean;
};

type Now = { readonly world: World; readonly plan: Plan; readonly at: number };

/**
 * Does one act of a crossed rule. Declaring and passing on happen once, at the crossing. Calling people, raising
 * and standing down happen as soon as they can while it is crossed: before, there may be no incident to call about,
 * or something that still runs.
 */
export function actOnCrossing(now: Now, crossing: Crossing, act: Exclude<Act, { do: 'run' }>): NewEvent[] {
  const { service, rule, threshold, incident, isNew } = crossing;
  if (act.do === 'notify') return incident === null ? [] : notify(now, crossing, incident, act);
  if (act.do === 'declare') {
    if (!isNew) return [];
    const practice = incident === null ? [] : endedPractice(now, incident);
    if (incident !== null && practice.length === 0) return [];
    const because = { id: rule.id, reading: threshold.reading };
    const data = declarationOf(now, { service, severity: act.severity, rule: because });
    return [...practice, happened(now, null, { type: 'incident.declared', data })];
  }
  if (incident === null) return [];
  switch (act.do) {
    case 'raise': {
      if (atLeastAsSevere(incident.severity, act.severity)) return [];
      const data = { incident: incident.id, from: incident.severity, to: act.severity, rule: rule.id };
      return [happened(now, null, { type: 'severity.raised', data })];
    }
    case 'pass-on':
      return isNew ? passOnAndCall(now, crossing, incident) : [];
    case 'stand-down':
      return standDownUnattended(now, incident, rule);
  }
}

/** Whom the decision passes to has to know it: they are called, if there is a way to reach them. */
function passOnAndCall(now: Now, { service, rule }: Crossing, incident: Incident): NewEvent[] {
  const passed = passOn(now.plan, now.world, service, incident, now.at);
  return passed.flatMap((event) => {
    const to = event.type === 'succession.passed' ? event.data.to : null;
    const person = now.plan.people.find((each) => each.id === to);
    if (!person || (person.contacts.length === 0 && person.phone === undefined)) return [event];
    const text = `The decision on the recovery of ${service.name} is yours: ${incident.severity} ${incident.id}, ${incident.title}.`;
    const calling = {
      ...{ incident: incident.id, text, repeat: 1 },
      // Apart from what the rule itself calls for, and from whomever it passed to before.
      rule: `${rule.id}/${person.id}`,
      steps: [{ who: person.id, afterMs: 0 }],
    };
    return [event, ...startPaging(now, calling)];
  });
}

/** Ends what nobody commands and a probe has verified. With a commander, ending it is theirs to say. */
function standDownUnattended(now: Now, incident: Incident, rule: Rule): NewEvent[] {
  const isRunning = incident.runs.some((run) => now.world.runs[run]?.result === null);
  if (incident.commander !== null || incident.verifiedAt === null || isRunning) return [];
  return resolutionOf(now, incident, { actor: 'console', rule: rule.id });
}

function notify(
  now: Now,
  { service, rule, threshold }: Crossing,
  incident: Incident,
  act: Extract<Act, { do: 'notify' }>,
): NewEvent[] {
  const crossedAt = threshold.crossedAt ?? now.at;
  const isCalled = Object.values(incident.pagings).some(
    (paging) => paging.rule === rule.id && paging.startedAt >= crossedAt,
  );
  if (isCalled) return [];
  const text = `${incident.severity} ${incident.id}: ${incident.title}. ${service.name}, ${threshold.reading}.`;
  const { steps, repeat } = act;
  return startPaging(now, { incident: incident.id, rule: rule.id, text, steps, repeat });
}
