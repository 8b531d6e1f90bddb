import { type NewEvent, stream } from '../events';
import type { Incident } from '../incident/incident';
import { openIncidentOf } from '../incident/lookup';
import type { Mode, Plan } from '../plan/plan';
import { type ServiceCondition, worstProbe } from '../service/service-state';
import type { World } from '../world';

/**
 * When the plan that comes into force has another mode than the one before, nothing that was measured under that one
 * counts any longer: a drill's crossing must neither act on the real thing nor mute it, and a drill's outage is not
 * when a real one began. Thresholds that stand are cleared and services are unknown until they are looked at again,
 * but for one whose incident of the mode that comes back is open still: it is as that incident left it.
 */
export function begunAnew({
  world,
  plan,
  at,
}: {
  readonly world: World;
  readonly plan: Pick<Plan, 'mode'>;
  readonly at: number;
}): NewEvent[] {
  if (world.mode === null || world.mode === plan.mode) return [];
  const because = `the plan in force is ${inWords(plan.mode)}, this was ${world.mode === 'live' ? 'live' : `of ${inWords(world.mode)}`}`;
  const common = { occurredAt: at, actor: 'console' as const };
  const cleared = Object.entries(world.thresholds).flatMap(([key, { metAt, crossedAt }]): NewEvent[] => {
    if (metAt === null && crossedAt === null) return [];
    // No id of a service holds a slash.
    const slash = key.indexOf('/');
    const service = key.slice(0, slash);
    const data = { service, rule: key.slice(slash + 1), reading: because };
    return [{ ...common, type: 'threshold.cleared', stream: stream.service(service), data }];
  });
  const changed = Object.entries(world.services).flatMap(([service, state]): NewEvent[] => {
    const { condition: from } = state;
    const open = openIncidentOf(world, service);
    const own = open?.mode === plan.mode ? open : null;
    const to = own ? leftAs(own) : 'unknown';
    // Where it was unknown because it could not be judged, it still knows when the disruption began.
    if (from === to && (to !== 'unknown' || state.firstBadAt === null)) return [];
    const { failing = 0, total = 0 } = worstProbe(state)?.probe ?? {};
    const why = own && to !== 'unknown' ? `${own.id} left it so` : because;
    const data = { service, from, to, failing, total, because: why };
    return [{ ...common, type: 'service.changed', stream: stream.service(service), data }];
  });
  return [...cleared, ...changed];
}

/** What an incident knows of its service from its own mode. */
function leftAs({ detectedAt, restoredAt, verifiedAt }: Incident): ServiceCondition {
  if (verifiedAt !== null) return 'verified';
  if (restoredAt !== null) return 'restored';
  return detectedAt === null ? 'unknown' : 'down';
}

const inWords = (mode: Mode) => (mode === 'live' ? 'live' : `a ${mode}`);
