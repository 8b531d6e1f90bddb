import { type NewEvent, stream } from '../events';
import type { Mode, Plan } from '../plan/plan';
import { worstProbe } from '../service/service-state';
import type { World } from '../world';

/**
 * When the plan that comes into force has another mode than the one before, nothing that was measured under that one
 * counts any longer: a drill's crossing must neither act on the real thing nor mute it, and a drill's outage is not
 * when a real one began. Thresholds that stand are cleared and services are unknown until they are looked at again.
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
  const unknown = Object.entries(world.services).flatMap(([service, state]): NewEvent[] => {
    const { condition: from } = state;
    if (from === 'unknown') return [];
    const { failing = 0, total = 0 } = worstProbe(state)?.probe ?? {};
    const data = { service, from, to: 'unknown' as const, failing, total, because };
    return [{ ...common, type: 'service.changed', stream: stream.service(service), data }];
  });
  return [...cleared, ...unknown];
}

const inWords = (mode: Mode) => (mode === 'live' ? 'live' : `a ${mode}`);
