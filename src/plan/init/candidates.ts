import type { Endpoint } from '../../domain/plan/plan';

/** Something that could be a service: a group of the inventory, or all of it. */
export type Candidate = {
  readonly name: string;
  readonly selector: string;
  readonly size: number;
  /** Why it is not proposed, after its name: `made up of web, db`; null = it is. */
  readonly leftOut: string | null;
};

/** More than these are listed but not proposed: nobody writes thirty services on the first day. */
const mostProposed = 8;
/** Groups × their members: beyond this, comparing each group with each would take minutes. */
const mostCompared = 20_000_000;

type Group = { readonly name: string; readonly members: ReadonlySet<string> };

/**
 * What the inventory suggests as services: each group, the proposed ones first, then the largest. An endpoint should
 * not be restored as two services, so that of groups of the same endpoints the innermost is proposed, and neither a
 * group that others make up nor a part of one that is proposed. Without groups, all endpoints are one.
 */
export function serviceCandidates(endpoints: readonly Endpoint[]): readonly Candidate[] {
  const groups = groupsOf(endpoints);
  const compared = comparable(groups);
  const why = reasons(groups.slice(0, compared));
  const judged = groups.map((group, index) => ({
    ...group,
    leftOut: why.get(group.name) ?? (index < compared ? null : 'one of very many'),
  }));
  const proposed = judged.filter(({ leftOut }) => leftOut === null);
  const beyond = new Set(proposed.slice(mostProposed));
  const all = [...proposed, ...judged.filter(({ leftOut }) => leftOut !== null)];
  const found = all.map((group) => ({
    name: group.name,
    selector: groupSelector(group.name),
    size: group.members.size,
    leftOut: beyond.has(group) ? `smaller than the first ${mostProposed}` : group.leftOut,
  }));
  if (found.length > 0) return found;
  return [{ name: 'All endpoints', selector: '*', size: endpoints.length, leftOut: null }];
}

/** The largest first; of the same size, those further in first. */
function groupsOf(endpoints: readonly Endpoint[]): readonly Group[] {
  const members = new Map<string, Set<string>>();
  // An inventory names them from the outermost to the innermost.
  for (const { name, groups = [] } of endpoints)
    for (const group of groups.toReversed()) {
      const known = members.get(group);
      if (known) known.add(name);
      else members.set(group, new Set([name]));
    }
  return [...members]
    .map(([name, names]) => ({ name, members: names }))
    .filter(
      // A selector has no way to write a quote.
      ({ name }) => name !== 'all' && name !== 'ungrouped' && !name.includes('"'),
    )
    .sort((a, b) => b.members.size - a.members.size);
}

/** How many of the largest groups can be compared with each other. */
function comparable(groups: readonly Group[]): number {
  let members = 0;
  const beyond = groups.findIndex((group, index) => {
    members += group.members.size;
    return members * (index + 1) > mostCompared;
  });
  return beyond === -1 ? groups.length : Math.max(1, beyond);
}

/** Why a group is not proposed, by its name. */
function reasons(groups: readonly Group[]): ReadonlyMap<string, string> {
  const why = new Map<string, string>();
  const distinct: Group[] = [];
  for (const group of groups) {
    const same = distinct.find(({ members }) => members.size === group.members.size && isIn(group, members));
    if (same) why.set(group.name, `the same endpoints as ${same.name}`);
    else distinct.push(group);
  }
  for (const group of distinct) {
    const parts = distinct.filter((each) => each !== group && isIn(each, group.members));
    const covered = new Set<string>();
    for (const { members } of parts) for (const name of members) covered.add(name);
    // Most of it, because a few hosts of its own make a site or an environment no service.
    if (covered.size * 2 > group.members.size)
      why.set(group.name, `made up of ${named(parts.map(({ name }) => name))}`);
  }
  const left = distinct.filter(({ name }) => !why.has(name));
  for (const part of left) {
    const whole = left.find((each) => each !== part && isIn(part, each.members));
    if (whole) why.set(part.name, `part of ${whole.name}`);
  }
  return why;
}

const isIn = ({ members }: Group, others: ReadonlySet<string>): boolean =>
  members.size <= others.size && everyOf(members, others);

// Ends at the first that is missing, without a copy of what may be thousands.
function everyOf(members: ReadonlySet<string>, others: ReadonlySet<string>): boolean {
  for (const name of members) if (!others.has(name)) return false;
  return true;
}

const named = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

function groupSelector(group: string): string {
  return /^[\w.:/-]+$/.test(group) ? `group=${group}` : `group="${group}"`;
}
