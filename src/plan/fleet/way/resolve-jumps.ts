import type { Endpoint, Hop } from '../../../domain/plan/plan';
import { type PlanProblem, planError, planWarning } from '../../plan-problem';
import type { FoundEndpoint } from '../found-endpoint';
import { checkCell } from '../inventory-cell';
import { readJump, type WrittenHop } from './jump-words';

/** More machines one behind the other than any network needs; a longer way is a mistake. */
export const mostHops = 8;

/** An endpoint and what its inventory file said of it. */
export type Settled = { readonly endpoint: Endpoint; readonly from: FoundEndpoint };

type Way =
  | { readonly hops: readonly Hop[] }
  | { readonly wrong: readonly [rule: string, message: string, fix: string] };

/**
 * Gives every endpoint the machines through which it is reached. A hop that is named like an endpoint of the
 * inventory is that endpoint: its address, its port, its user and, for the first hop, the way to it.
 * A hop without a user is signed in to as `defaultUser`, or as the endpoint behind it.
 */
export function resolveJumps(
  all: readonly Settled[],
  defaultUser: string | undefined,
): { readonly endpoints: readonly Endpoint[]; readonly problems: readonly PlanProblem[] } {
  const byName = new Map([
    ...all.flatMap((each) => (each.from.aliases ?? []).map((alias) => [alias, each] as const)),
    ...all.map((each) => [each.endpoint.name, each] as const),
  ]);
  const problems: PlanProblem[] = [];
  const known = new Map<string, Way>();

  const wayOf = ({ endpoint, from }: Settled): Way => {
    const key = `${endpoint.user}\0${from.jump}`;
    const way = known.get(key) ?? follow(from.jump, endpoint.user, byName, defaultUser);
    known.set(key, way);
    return way;
  };
  const endpoints = all.map((each) => {
    const { endpoint, from } = each;
    if (from.jump === '' || from.jump === 'none') return endpoint;
    if (leadsThroughItself(each, byName)) {
      const message = `The way to ${endpoint.name} leads through itself; it is reached directly.`;
      const fix = `Leave ${endpoint.name} out of what sets the way for the others.`;
      problems.push(planWarning(from.file, from.at('jump'), 'jump-through-itself', message, fix));
      return endpoint;
    }
    const way = wayOf(each);
    if ('wrong' in way) problems.push(planError(from.file, from.at('jump'), ...way.wrong));
    else if (way.hops.some(({ name }) => name === endpoint.name)) {
      const names = [endpoint.name, ...way.hops.map(({ name }) => name).reverse()];
      problems.push(planError(from.file, from.at('jump'), ...circle(names)));
    } else return { ...endpoint, jump: way.hops };
    return endpoint;
  });
  return { endpoints, problems };
}

function follow(
  jump: string,
  behind: string,
  byName: ReadonlyMap<string, Settled>,
  defaultUser: string | undefined,
): Way {
  const hops: Hop[] = [];
  const passed: string[] = [];
  for (let written = jump; written !== '' && written !== 'none'; ) {
    const part = readJump(written);
    if (part === null) {
      const message = `${JSON.stringify(written.slice(0, 60))} is not a way to an endpoint.`;
      return { wrong: ['bad-jump', message, 'Write hops as user@host:port, separated by commas.'] };
    }
    const found = part.map((hop) => hopOf(hop, byName.get(hop.host), defaultUser ?? behind));
    const wrong = found.map(wrongPart).find((each) => each !== null);
    if (wrong) return { wrong };
    // Whoever jumps through a machine that needs a jump itself goes that way first.
    hops.unshift(...found);
    const first = part[0]?.host ?? '';
    if (passed.includes(first))
      return { wrong: circle([first, ...passed.slice(0, passed.indexOf(first) + 1).reverse()]) };
    passed.unshift(first);
    if (hops.length > mostHops) {
      const message = `The way ${hops.map(({ name }) => name).join(' → ')} has more than ${mostHops} hops.`;
      return {
        wrong: ['too-many-hops', message, 'Correct the way; hardly any network needs more than two.'],
      };
    }
    const next = byName.get(first);
    written = next && !leadsThroughItself(next, byName) ? next.from.jump : '';
  }
  return { hops };
}

/** What sets the way for a whole group often sets it for its bastion, too. */
function leadsThroughItself({ endpoint, from }: Settled, byName: ReadonlyMap<string, Settled>): boolean {
  if (from.jump === '') return false;
  return readJump(from.jump)?.some(({ host }) => byName.get(host)?.endpoint === endpoint) ?? false;
}

function hopOf({ host, port, user }: WrittenHop, known: Settled | undefined, otherwise: string): Hop {
  const endpoint = known?.endpoint;
  return {
    name: endpoint?.name ?? host,
    address: endpoint?.address ?? host,
    port: port ?? endpoint?.port ?? 22,
    user: user ?? endpoint?.user ?? otherwise,
    hostKeys: [],
  };
}

function wrongPart(hop: Hop): readonly [string, string, string] | null {
  const wrong = checkCell('address', hop.address) ?? checkCell('user', hop.user);
  return wrong && ['bad-jump', `On the way: ${wrong.message}`, wrong.fix];
}

function circle(names: readonly string[]): readonly [string, string, string] {
  const message = `The way leads in a circle: ${names.join(' → ')}.`;
  return ['jump-cycle', message, 'Let one of them be reached directly.'];
}
