import { type NewEvent, stream } from '../events';
import { isObserver } from '../incident/circumstances';
import type { Incident } from '../incident/incident';
import type { Person, Plan } from '../plan/plan';
import type { Service } from '../service/service';
import { unknownService } from '../service/service-state';
import type { World } from '../world';
import { armedActivation } from './activation';
import { openApproval } from './approval';
import { entitlement } from './entitlement';
import { wasNamed } from './staff';
import { peopleMeant } from './who';

/** A recovery that waits for somebody to decide. */
export type PendingDecision = {
  readonly since: number;
  /** Whose turn it is; null = nobody's: no commander, and it has not passed to anyone. */
  readonly decider: string | null;
};

/**
 * Whether the recovery in this incident waits for a person, and since when: nothing runs, nothing counts
 * down, nothing is restored. Every pass, change of command, veto and ended run begins the wait anew.
 */
export function pendingDecision(world: World, incident: Incident): PendingDecision | null {
  if (incident.phase === 'resolved' || armedActivation(incident.activations)) return null;
  const { condition } = world.services[incident.service] ?? unknownService;
  if (condition === 'restored' || condition === 'verified' || incident.verifiedAt !== null) return null;
  const runs = incident.runs.flatMap((id) => world.runs[id] ?? []);
  if (runs.some((run) => run.result === null)) return null;
  const since = [
    incident.declaredAt,
    ...runs.map((run) => run.endedAt),
    ...Object.values(incident.activations).map((each) => each.endedAt),
    ...incident.passedTo.map((each) => each.at),
    ...incident.moments.filter((each) => each.type === 'command.taken').map((each) => each.at),
    openApproval(incident.approvals)?.givenAt ?? null,
  ].filter((at) => at !== null);
  return { since: Math.max(...since), decider: deciderOf(incident) };
}

/** Whom it came to last, by succession or with command. */
function deciderOf({ moments, passedTo, commander }: Incident): string | null {
  const last = moments.findLast(({ type }) => type === 'command.taken' || type === 'succession.passed');
  return last?.about ?? passedTo.at(-1)?.person ?? commander;
}

/** The next in the order of succession after whoever has to decide now; null = nobody is left. */
export function nextInSuccession(plan: Plan, service: Service, incident: Incident): Person | null {
  // Someone in command without the right to run has not had it: it can still pass to them.
  const commander = plan.people.find((each) => each.id === incident.commander);
  const decides = commander && entitlement(commander, service, incident) !== null ? [commander.id] : [];
  const hadIt = new Set([...decides, ...incident.passedTo.map((each) => each.person)]);
  const line = peopleMeant(plan, service.authority.succession).filter((person) =>
    wasNamed(incident, 'succession', person),
  );
  // Behind whoever has it now, then from the top: whoever stands before a commander was not asked yet.
  const last = line.findLastIndex((person) => hadIt.has(person.id));
  const next = [...line.slice(last + 1), ...line.slice(0, last + 1)].find(
    (person) => !hadIt.has(person.id) && !isObserver(person, incident),
  );
  return next ?? null;
}

/** Passes the recovery decision on. Nobody left to pass it to yields no events. */
export function passOn(
  plan: Plan,
  world: World,
  service: Service,
  incident: Incident,
  at: number,
): NewEvent[] {
  const pending = pendingDecision(world, incident);
  const next = nextInSuccession(plan, service, incident);
  if (!pending || !next) return [];
  const from = pending.decider === null ? {} : { from: pending.decider };
  const waitedMs = at - pending.since;
  return [
    {
      type: 'succession.passed',
      stream: stream.incident(incident.id),
      occurredAt: at,
      actor: 'console',
      data: {
        incident: incident.id,
        service: service.id,
        ...from,
        to: next.id,
        because: `undecided for ${Math.round(waitedMs / 1000)} s`,
      },
    },
  ];
}
