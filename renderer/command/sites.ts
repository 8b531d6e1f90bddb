import type { Plan } from '../../src/domain/plan/plan';

/** The site of every endpoint, by its name. */
export type SiteIndex = ReadonlyMap<string, string>;

const indexes = new WeakMap<Plan, SiteIndex>();

/** Made once per plan: looking thousands of endpoints up one by one would cost every redraw. */
export function siteIndex(plan: Plan): SiteIndex {
  const known = indexes.get(plan);
  if (known) return known;
  const index = new Map(plan.endpoints.map(({ name, labels }) => [name, labels.site ?? 'no site']));
  indexes.set(plan, index);
  return index;
}

/** Endpoints by site, the site with most of them first. */
export function bySite(index: SiteIndex, endpoints: readonly string[]): (readonly [string, string[]])[] {
  const sites = new Map<string, string[]>();
  for (const name of endpoints) {
    const site = index.get(name) ?? 'no site';
    const known = sites.get(site);
    if (known) known.push(name);
    else sites.set(site, [name]);
  }
  return [...sites].sort((a, b) => b[1].length - a[1].length);
}
