import type { Endpoint } from '../plan/plan';
import type { PreflightCause } from '../run/preflight/cause';
import type { FoundCause } from '../run/preflight/preflight';

/** One site of a preflight: how many endpoints it has, how many are ready, and what was found on how many. */
export type PreflightSite = {
  readonly site: string;
  readonly total: number;
  readonly ready: number;
  readonly causes: readonly (readonly [PreflightCause, number])[];
};

/** A preflight by site, the site with the most in the way first; `''` holds endpoints without the label. */
export function preflightSites(
  endpoints: readonly Endpoint[],
  found: readonly FoundCause[],
): PreflightSite[] {
  const siteOf = new Map(endpoints.map((each) => [each.name, each.labels.site ?? '']));
  const sites = new Map<
    string,
    { total: number; unready: Set<string>; causes: Map<PreflightCause, number> }
  >();
  for (const site of siteOf.values()) {
    const known = sites.get(site) ?? { total: 0, unready: new Set(), causes: new Map() };
    known.total += 1;
    sites.set(site, known);
  }
  for (const { cause, endpoints: having } of found)
    for (const { endpoint } of having) {
      const site = sites.get(siteOf.get(endpoint) ?? '\0');
      // An endpoint that an edited plan no longer has stands under no site of it.
      if (!site) continue;
      site.unready.add(endpoint);
      site.causes.set(cause, (site.causes.get(cause) ?? 0) + 1);
    }
  return [...sites]
    .map(([site, { total, unready, causes }]) => ({
      site,
      total,
      ready: total - unready.size,
      causes: [...causes],
    }))
    .sort((a, b) => b.total - b.ready - (a.total - a.ready) || a.site.localeCompare(b.site, 'en'));
}
