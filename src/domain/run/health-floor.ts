import type { MinHealthy } from './runbook';

/**
 * One group of a service's endpoints as the floor sees it. `away` = in flight, or not healthy: what users of the
 * group cannot count on now.
 */
export type Group = { readonly size: number; readonly away: ReadonlySet<string> };

/**
 * Whether an endpoint of the group may be worked on now. One that is not healthy may always: it serves nobody, so
 * that working on it takes nothing away. A healthy one may only while enough others stay.
 */
export function mayLeave(group: Group, endpoint: string, { share }: Pick<MinHealthy, 'share'>): boolean {
  if (group.away.has(endpoint)) return true;
  // Dividing is exact where multiplying is not, see `exceededBudget`.
  return (group.size - group.away.size - 1) / group.size >= share;
}

export type FloorQuestion = {
  readonly floor: MinHealthy;
  /** Those that wait, in their order. */
  readonly waiting: readonly string[];
  /** How many may go at most. */
  readonly room: number;
  /** The group of every endpoint of the service, also of those that are not in the manifest. */
  readonly groupOf: ReadonlyMap<string, string>;
  readonly isAway: (endpoint: string) => boolean;
};

/** Who of those that wait may go now without any group falling below its floor; nobody = all have to wait. */
export function whoMayGo({ floor, waiting, room, groupOf, isAway }: FloorQuestion): string[] {
  const groups = groupsOf(groupOf, isAway);
  const chosen: string[] = [];
  for (const endpoint of waiting) {
    if (chosen.length >= room) break;
    const group = groups.get(groupOf.get(endpoint) ?? '');
    if (group && !mayLeave(group, endpoint, floor)) continue;
    group?.away.add(endpoint);
    chosen.push(endpoint);
  }
  return chosen;
}

/** Why nobody of those that wait may go, in words that name their groups. */
export function floorWords({ floor, waiting, groupOf, isAway }: Omit<FloorQuestion, 'room'>): string {
  const groups = groupsOf(groupOf, isAway);
  const held = [...new Set(waiting.map((endpoint) => groupOf.get(endpoint) ?? ''))];
  const said = held.slice(0, 3).map((name) => {
    const { size = 0, away } = groups.get(name) ?? {};
    const where = floor.per === null ? 'the service' : `${floor.per} ${name || '(none)'}`;
    return `${away?.size ?? 0} of ${size} endpoints of ${where} are not healthy`;
  });
  const more = held.length > 3 ? ` and ${held.length - 3} more` : '';
  return `${said.join(', ')}${more}; ${Math.round(floor.share * 100)} % have to stay healthy, so nothing more may go`;
}

function groupsOf(groupOf: FloorQuestion['groupOf'], isAway: FloorQuestion['isAway']) {
  const groups = new Map<string, { size: number; readonly away: Set<string> }>();
  for (const [endpoint, name] of groupOf) {
    const group = groups.get(name) ?? { size: 0, away: new Set<string>() };
    groups.set(name, group);
    group.size += 1;
    if (isAway(endpoint)) group.away.add(endpoint);
  }
  return groups;
}
