import type { Plan } from '../../../src/domain/plan/plan';
import { lastSeen, type SweepResult } from '../../../src/domain/service/service-state';
import type { World } from '../../../src/domain/world';

/** How much of the fleet answered when a probe last asked; who has no host key on file was not asked. */
export type FleetReach = {
  readonly asked: number;
  readonly reached: number;
  readonly sites: number;
  /** Sites with endpoints that did not answer, the worst first. */
  readonly short: readonly { readonly site: string; readonly missing: number; readonly of: number }[];
};

/** An endpoint that answered anything, even a refusal, is reached. */
const answered = (result: SweepResult) => result !== 'unreachable' && result !== 'silent';

/** Sums the latest sweeps of all services over the fleet, by site. */
export function fleetReach(plan: Plan, world: World): FleetReach {
  const seen = new Map<string, boolean>();
  for (const state of Object.values(world.services))
    for (const [endpoint, result] of Object.entries(lastSeen(state)))
      if (result !== 'no-host-key') seen.set(endpoint, (seen.get(endpoint) ?? false) || answered(result));
  const sites = new Map<string, { missing: number; of: number }>();
  let reached = 0;
  for (const { name, labels } of plan.endpoints) {
    const ok = seen.get(name);
    if (ok === undefined) continue;
    if (ok) reached += 1;
    const site = sites.get(labels.site ?? 'no site') ?? { missing: 0, of: 0 };
    sites.set(labels.site ?? 'no site', { missing: site.missing + (ok ? 0 : 1), of: site.of + 1 });
  }
  const short = [...sites]
    .filter(([, { missing }]) => missing > 0)
    .map(([site, counts]) => ({ site, ...counts }))
    .sort((a, b) => b.missing / b.of - a.missing / a.of);
  const asked = [...sites.values()].reduce((sum, { of }) => sum + of, 0);
  return { asked, reached, sites: sites.size, short };
}
