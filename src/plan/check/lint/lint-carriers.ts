import { peopleMeant } from '../../../domain/authority/who';
import type { Person, Plan } from '../../../domain/plan/plan';
import type { Service } from '../../../domain/service/service';
import { type Finding, warn } from './finding';

/** Whether everyone whom the plan counts upon can be reached in more than one way. */
export function lintCarriers(plan: Plan): readonly Finding[] {
  const counted = new Set(peopleMeant(plan, whoCounts(plan)));
  const kinds = new Map(plan.channels.map(({ id, kind }) => [id, kind]));
  return plan.people.flatMap((person, index) => {
    if (!counted.has(person)) return [];
    const carriers = carriersOf(person, kinds);
    if (carriers.length > 1) return [];
    const [only] = carriers;
    const message =
      only === undefined
        ? `${person.name} is counted upon and can be reached in no way.`
        : `${person.name} is counted upon and can be reached by ${only} only.`;
    const fix =
      only === 'telephone'
        ? 'Add a contact on a channel under "contacts:".'
        : 'Add "phone:", which works while the network is down.';
    return [warn('plan.yaml', ['people', index], 'one-carrier', message, fix)];
  });
}

/** Two mail servers are one carrier: what stops mail stops both. */
function carriersOf({ phone, contacts }: Person, kinds: ReadonlyMap<string, string>): readonly string[] {
  const by = contacts.flatMap(({ channel }) => words[kinds.get(channel) ?? ''] ?? []);
  return [...new Set([...(phone === undefined ? [] : ['telephone']), ...by])];
}

const words: Readonly<Record<string, string>> = {
  smtp: 'mail',
  slack: 'Slack',
  pagerduty: 'PagerDuty',
  webhook: 'webhook',
};

function whoCounts({ services, callTree }: Plan): readonly string[] {
  return [...new Set([...callTree, ...services.flatMap(whoOf)])];
}

function whoOf({ owner, authority, escalation, strategies = [] }: Service): readonly string[] {
  const paged = escalation.flatMap(({ acts }) =>
    acts.flatMap((act) => (act.do === 'notify' ? act.steps.map(({ who }) => who) : [])),
  );
  const { initiate, approve, succession } = authority;
  return [owner, ...initiate, ...approve, ...succession, ...paged, ...strategies.flatMap(({ team }) => team)];
}
