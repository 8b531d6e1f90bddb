import { means } from '../authority/who';
import type { Incident } from '../incident/incident';
import { requireIncident } from '../incident/lookup';
import { type Person, type Plan, roleName } from '../plan/plan';
import type { World } from '../world';
import { type Facts, factsOf } from './facts';
import { many, utc } from './moment-words';

/** One telephone call of the offline call tree. `say` is read aloud as it stands. */
export type Call = {
  readonly person: string;
  readonly name: string;
  readonly phone: string | null;
  readonly because: string;
  readonly say: string;
  /** They acknowledged a page, hold a role, or sit at this console: no need to call. */
  readonly isReached: boolean;
};

/**
 * Whom to call, in order, when nothing but a telephone works.
 * @throws AppError `not-found` for an incident that the journal does not hold
 */
export function callTree(plan: Plan, world: World, incident: string, at: number): Call[] {
  const known = requireIncident(world, incident);
  const say = wordsFor(plan, factsOf(plan, world, known, at), at);
  const calls = new Map<string, Call>();
  for (const who of plan.callTree)
    for (const person of plan.people.filter((each) => means(who, each) && !calls.has(each.id))) {
      const reached = reachedBecause(world, known, person);
      calls.set(person.id, {
        person: person.id,
        name: person.name,
        phone: person.phone ?? null,
        because: reached ?? (who.startsWith('role:') ? roleName(who.slice(5)) : 'named in the call tree'),
        say,
        isReached: reached !== null,
      });
    }
  return [...calls.values()];
}

function reachedBecause(world: World, incident: Incident, { id }: Person): string | null {
  if (world.operator === id) return 'sits at this console';
  if (incident.commander === id) return 'is the Incident Commander';
  const role = Object.entries(incident.roles).find(([, person]) => person === id)?.[0];
  if (role !== undefined) return `is ${roleName(role)}`;
  const acknowledged = Object.values(incident.pagings).some((paging) => paging.acknowledgedBy === id);
  return acknowledged ? 'acknowledged a page' : null;
}

/** Two sentences: what is wrong, and what is asked of whoever picks up. */
function wordsFor(plan: Plan, facts: Facts, at: number): string {
  const { mode } = facts.incident;
  const real = mode === 'live' ? 'This is' : `This is a ${mode} at`;
  return `${real} ${plan.organisation}: ${situation(facts, at)}. ${asked(facts)}`;
}

function asked({ stage, commander }: Facts): string {
  if (stage === 'verified' || stage === 'closed') return 'Nothing more is asked of you.';
  return commander === null
    ? 'Nobody is in command yet, so please come to the console and take command.'
    : `${commander} is in command, so please come to the console or call back.`;
}

function situation({ name, stage, incident, failing, total }: Facts, at: number): string {
  const since = `since ${utc(incident.impactStart, at)}`;
  const where = total > 1 ? `, failing on ${failing.toLocaleString('en')} of ${many(total, 'endpoint')}` : '';
  switch (stage) {
    case 'down':
      return `${name} has been down ${since}${where}, ${incident.severity}`;
    case 'degraded':
      return `${name} has worked only in part ${since}${where}, ${incident.severity}`;
    case 'reported':
      return `${name} is reported not to work ${since}, ${incident.severity}`;
    case 'restored':
      return `${name} has been disrupted ${since} and is restored, but not proven to work yet`;
    case 'verified':
      return `${name} is proven to work again`;
    case 'closed':
      return `the incident about ${name} is closed without proof that it works`;
  }
}
