import { type PlanProblem, planError } from '../../plan-problem';
import type { AnsibleModel } from './ansible-model';

/** Groups within groups deeper than this are a mistake. */
const mostLevels = 100;

export type GroupOrder = {
  /** For a set of groups that list a host: these and all groups above them but `all`, from the weakest to the strongest. */
  readonly chainOf: (groups: Iterable<string>) => readonly string[];
  readonly problems: readonly PlanProblem[];
};

/**
 * Finds out which groups stand above which. What a group says counts for more than what the groups above it say;
 * of two on the same level the one with the higher `ansible_group_priority`, then the later in the alphabet
 * (https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html#how-variables-are-merged).
 */
export function orderGroups(file: string, model: AnsibleModel): GroupOrder {
  const parents = parentsOf(model);
  const level = new Map<string, number>();
  const open = new Map([...parents].map(([name, above]) => [name, above.length]));
  let ready = [...open].filter(([, count]) => count === 0).map(([name]) => name);
  // Without recursion: a chain of a hundred thousand groups must not end the process.
  while (ready.length > 0) {
    const next: string[] = [];
    for (const name of ready) {
      level.set(name, Math.max(0, ...(parents.get(name) ?? []).map((above) => level.get(above) ?? 0)) + 1);
      for (const child of model.groups.get(name)?.children ?? []) {
        const left = (open.get(child) ?? 0) - 1;
        open.set(child, left);
        if (left === 0) next.push(child);
      }
    }
    ready = next;
  }
  const none = (problem: PlanProblem) => ({ chainOf: () => [], problems: [problem] });
  const circling = [...parents.keys()].find((name) => !level.has(name));
  if (circling !== undefined) return none(circle(file, model, parents, level, circling));
  const deepest = [...level].find(([, depth]) => depth > mostLevels)?.[0];
  if (deepest !== undefined) {
    const message = `The group "${deepest}" stands more than ${mostLevels} levels deep.`;
    const at = model.groups.get(deepest)?.at() ?? { line: 1, column: 1 };
    return none(
      planError(file, at, 'groups-too-deep', message, 'Put the hosts into fewer groups within groups.'),
    );
  }
  const rank = (name: string) => [level.get(name) ?? 0, priorityOf(model, name)] as const;
  const compare = (a: string, b: string) => {
    const [[levelA, priorityA], [levelB, priorityB]] = [rank(a), rank(b)];
    return levelA - levelB || priorityA - priorityB || (a < b ? -1 : 1);
  };
  const chains = new Map<string, readonly string[]>();
  return {
    chainOf(groups) {
      const own = [...groups];
      const key = own.sort().join('\0');
      const known = chains.get(key);
      if (known) return known;
      const all = new Set<string>();
      for (let rest = own; rest.length > 0; ) {
        const fresh = rest.filter((name) => name !== 'all' && !all.has(name));
        for (const name of fresh) all.add(name);
        rest = fresh.flatMap((name) => parents.get(name) ?? []);
      }
      const chain = [...all].sort(compare);
      chains.set(key, chain);
      return chain;
    },
    problems: [],
  };
}

/** For every group those that have it as a child; `all` is above everything anyway and counts for none. */
function parentsOf(model: AnsibleModel): ReadonlyMap<string, readonly string[]> {
  const parents = new Map<string, string[]>([...model.groups.keys()].map((name) => [name, []]));
  for (const { name, children } of model.groups.values()) {
    for (const child of children) parents.get(child)?.push(name);
  }
  return parents;
}

function priorityOf(model: AnsibleModel, name: string): number {
  const priority = Number(model.groups.get(name)?.vars.get('ansible_group_priority')?.value ?? 1);
  return Number.isFinite(priority) ? priority : 1;
}

function circle(
  file: string,
  model: AnsibleModel,
  parents: ReadonlyMap<string, readonly string[]>,
  done: ReadonlyMap<string, number>,
  start: string,
): PlanProblem {
  // Each group left over has a parent left over, so that going up must come round.
  const way: string[] = [];
  let name = start;
  for (const passed = new Set<string>(); !passed.has(name); ) {
    passed.add(name);
    way.push(name);
    name = (parents.get(name) ?? []).find((above) => !done.has(above)) ?? name;
  }
  const round = [...way.slice(way.indexOf(name)), name].reverse();
  const shown = round.length > 12 ? [...round.slice(0, 10), '…', ...round.slice(-2)] : round;
  const message = `Groups contain each other in a circle: ${shown.join(' → ')}.`;
  const at = model.groups.get(round[0] ?? '')?.at() ?? { line: 1, column: 1 };
  return planError(file, at, 'group-cycle', message, 'Take one of them out of the children of the other.');
}
