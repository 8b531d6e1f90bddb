import type { Endpoint } from '../../domain/plan/plan';

/** Something that could be a service: a group of the inventory, or all of it. */
export type Candidate = { readonly name: string; readonly selector: string; readonly size: number };

/** More than these are listed but not proposed: nobody writes thirty services on the first day. */
export const mostProposed = 8;

/**
 * What the inventory suggests as services: each group once, the largest first. Groups of the very same endpoints
 * are one; without groups, all endpoints are one.
 */
export function serviceCandidates(endpoints: readonly Endpoint[]): readonly Candidate[] {
  const members = new Map<string, string[]>();
  for (const { name, groups = [] } of endpoints)
    for (const group of groups) {
      const known = members.get(group);
      if (known) known.push(name);
      else members.set(group, [name]);
    }
  const seen = new Set<string>();
  const found: Candidate[] = [];
  for (const [name, names] of [...members].sort((a, b) => b[1].length - a[1].length)) {
    const who = JSON.stringify(names);
    // A selector has no way to write a quote.
    if (name === 'all' || name === 'ungrouped' || name.includes('"') || seen.has(who)) continue;
    seen.add(who);
    found.push({ name, selector: groupSelector(name), size: names.length });
  }
  return found.length > 0 ? found : [{ name: 'All endpoints', selector: '*', size: endpoints.length }];
}

function groupSelector(group: string): string {
  return /^[\w.:/-]+$/.test(group) ? `group=${group}` : `group="${group}"`;
}
