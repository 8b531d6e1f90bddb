import type { Endpoint } from '../../domain/plan/plan';
import { type PlanProblem, planError } from '../plan-problem';
import type { EndpointField, FoundEndpoint } from './found-endpoint';
import { checkCell } from './inventory-cell';
import { resolveJumps, type Settled } from './way/resolve-jumps';

export type SettledEndpoints = {
  /** In the order of the files; host keys are not known here. */
  readonly endpoints: readonly Endpoint[];
  readonly problems: readonly PlanProblem[];
};

/**
 * Checks what the inventory files say, whatever their format: names and places are unique over all of them,
 * and every endpoint has an address, a port and a user. What is wrong is left out and is an error.
 */
export function settleEndpoints(
  found: readonly FoundEndpoint[],
  defaultUser: string | undefined,
): SettledEndpoints {
  const problems: PlanProblem[] = [];
  const settled: Settled[] = [];
  const seenNames = new Map<string, FoundEndpoint>();
  const seenPlaces = new Map<string, FoundEndpoint>();
  for (const each of found) {
    const { name, address, labels, groups, jump } = each;
    const user = each.user || defaultUser;
    const wrong = [...wrongFields(each), ...(user ? [] : [noUser(each)])];
    problems.push(...wrong);
    if (wrong.length > 0 || !user) continue;

    const port = Number(each.port || 22);
    // Behind different bastions one private address is two machines.
    const where = `${address.toLowerCase()} port ${port}${jump === '' ? '' : ` through ${jump}`}`;
    const named = seenNames.get(name);
    const placed = seenPlaces.get(where);
    if (named) {
      const message = `The name "${name}" is taken by ${placeOf(named, 'name', each.file)}.`;
      const fix = 'Give every endpoint a name of its own.';
      problems.push(planError(each.file, each.at('name'), 'duplicate-name', message, fix));
    } else seenNames.set(name, each);
    if (placed) {
      const message = `${where} is already on ${placeOf(placed, 'address', each.file)}.`;
      problems.push(
        planError(each.file, each.at('address'), 'duplicate-address', message, 'List every endpoint once.'),
      );
    } else seenPlaces.set(where, each);
    const member = groups.length > 0 ? { groups } : {};
    settled.push({ from: each, endpoint: { name, address, port, user, labels, hostKeys: [], ...member } });
  }
  const { endpoints, problems: wrongWays } = resolveJumps(settled, defaultUser);
  return { endpoints, problems: [...problems, ...wrongWays] };
}

function wrongFields(each: FoundEndpoint): readonly PlanProblem[] {
  const report = (field: EndpointField, column: string, text: string) => {
    const wrong = checkCell(column, text);
    const at = () => each.at(field, column);
    return wrong ? [planError(each.file, at(), wrong.rule, wrong.message, wrong.fix)] : [];
  };
  return [
    ...report('name', 'name', each.name),
    ...report('address', 'address', each.address),
    ...report('port', 'port', each.port),
    ...report('user', 'user', each.user),
    ...each.groups.flatMap((group) => report('label', 'group', group)),
    ...Object.entries(each.labels).flatMap(([label, value]) => report('label', label, value)),
  ];
}

function noUser(each: FoundEndpoint): PlanProblem {
  const message = `${each.name} has no user, and plan.yaml has no fleet.user.`;
  const fix = 'Fill in the user here, or fleet.user in plan.yaml.';
  return planError(each.file, each.at('user'), 'missing-user', message, fix);
}

function placeOf(each: FoundEndpoint, field: EndpointField, seenFrom: string): string {
  const { line } = each.at(field);
  return each.file === seenFrom ? `line ${line}` : `${each.file} line ${line}`;
}
