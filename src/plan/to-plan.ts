import type { Person, Plan } from '../domain/plan/plan';
import type { PlanFile } from './schema/plan-file';
import { toChannel } from './to-channel';
import { toDependency, toFreshness, toReview } from './to-dependency';
import { toConnectivityCheck } from './to-look';
import { toContact } from './to-service';

const calledFirst = ['incident-commander', 'deputy', 'operations-lead', 'communications-lead'];

type FromPlanFile = Omit<Plan, 'services' | 'runbooks' | 'endpoints' | 'digest'>;

/** What plan.yaml says in the words of the domain, with everything filled in that it leaves to its defaults. */
export function toPlan(file: PlanFile): FromPlanFile {
  const { organisation, mode, currency, people, receivers } = file;
  const roles = rolesOf(file);
  const callTree = calledFirst.filter((role) => roles.has(role)).map((role) => `role:${role}`);
  return {
    organisation,
    mode,
    currency,
    people: people.map(toPerson),
    channels: file.channels.map(toChannel),
    callTree: file.call_tree ?? callTree,
    connectivity: file.connectivity.map(toConnectivityCheck),
    listener: receivers ?? null,
    lockAfterMs: file.console.lock_after,
    ...(file.fleet.sudo_secret === undefined ? {} : { sudoSecret: file.fleet.sudo_secret }),
    ...(file.fleet.password === undefined ? {} : { password: file.fleet.password }),
    ...needsOf(file),
    ...(file.freshness === undefined ? {} : { freshness: toFreshness(file.freshness) }),
  };
}

function toPerson({ reviewed, ...person }: PlanFile['people'][number]): Person {
  const looked = reviewed === undefined ? {} : { reviewed: toReview(reviewed) };
  return { ...person, contacts: person.contacts.map(toContact), ...looked };
}

function needsOf({ console: own, channels }: PlanFile): Pick<Plan, 'consoleNeeds' | 'channelNeeds'> {
  const needing = channels.filter(({ depends_on }) => depends_on.length > 0);
  const entries = needing.map(({ id, depends_on }) => [id, depends_on.map(toDependency)] as const);
  return {
    ...(own.depends_on.length === 0 ? {} : { consoleNeeds: own.depends_on.map(toDependency) }),
    ...(entries.length === 0 ? {} : { channelNeeds: Object.fromEntries(entries) }),
  };
}

/** Every role that somebody has. */
export function rolesOf({ people }: Pick<PlanFile, 'people'>): ReadonlySet<string> {
  return new Set(people.flatMap(({ roles }) => roles));
}
