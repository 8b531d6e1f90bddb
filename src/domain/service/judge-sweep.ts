import { type NewEvent, stream } from '../events';
import type { Probe, Service } from './service';
import {
  failingShares,
  type MeasuredCondition,
  type ProbeState,
  type ServiceCondition,
  type ServiceState,
  type Sweep,
  type SweepResult,
} from './service-state';

/**
 * What one sweep of a probe means for its service. The journal records the conclusion,
 * so a later change of the plan's thresholds never rewrites history.
 *
 * Outside an incident a sweep that says nothing new yields no events, which keeps a wall that watches
 * for months from filling the journal; during an incident every sweep is kept, because the N-th good
 * one is the evidence of verification.
 *
 * @param incident the open incident of this service, if any
 */
export function judgeSweep(
  service: Service,
  state: ServiceState,
  sweep: Sweep,
  at: number,
  incident: string | null,
): NewEvent[] {
  const probe = service.probes.find((each) => each.id === sweep.probe);
  if (!probe || sweep.results.size === 0) return [];
  const before = state.probes[probe.id];
  const after = nextProbe(probe, state, before, sweep, at);
  const probes = { ...state.probes, [probe.id]: after };
  const to = nextCondition(service, state, probes, incident);
  const changes = [...sweep.results].filter(([endpoint, result]) => before?.endpoints[endpoint] !== result);
  const quiet = incident === null || state.condition === 'verified';
  // What an earlier version recorded may have counted the same results in another way.
  const isSame = before?.failing === after.failing && before.unknown === after.unknown;
  if (quiet && to === state.condition && changes.length === 0 && isSame) return [];

  const common = { stream: stream.service(service.id), occurredAt: at, actor: 'console' as const };
  const { failing, total, measured, unknown } = after;
  const swept: NewEvent = {
    ...common,
    type: 'probe.swept',
    data: {
      ...{ service: service.id, probe: probe.id, total, failing },
      ...(unknown === undefined ? {} : { unknown }),
      ...{ measured, tookMs: sweep.tookMs, changes },
    },
  };
  if (to === state.condition) return [swept];
  const data = { service: service.id, from: state.condition, to, ...groundOf(service, probes, probe.id, to) };
  return [swept, { ...common, type: 'service.changed', data: incident ? { ...data, incident } : data }];
}

/** Why a service enters a condition: what the probe that says so saw, which need not be the one that has just looked. */
function groundOf(service: Service, probes: ServiceState['probes'], swept: string, to: ServiceCondition) {
  const says = (id: string) => probes[id]?.measured === to;
  const id = says(swept) ? swept : (service.probes.find((each) => says(each.id))?.id ?? swept);
  const { failing = 0, total = 0, unknown = 0, measured } = probes[id] ?? {};
  const counts = { failing, total };
  if (to === 'verified') return { ...counts, because: `${service.verifyAfter} good sweeps in a row` };
  if (to !== 'unknown') return { ...counts, because: `probe ${id} says ${measured}` };
  const because = `probe ${id} could not ask ${unknown} of ${total}: no host key of theirs is on file`;
  return { ...counts, because, unjudged: true as const };
}

/** The condition that these counts mean by themselves: whatever the endpoints that are not known may be like. */
export function measure(probe: Probe, failing: number, total: number, unknown = 0): MeasuredCondition {
  const { low, high } = failingShares({ failing, total, unknown });
  if (low >= probe.downAt) return 'down';
  if (low >= probe.degradedAt) return 'degraded';
  return high < probe.degradedAt ? 'healthy' : 'unknown';
}

/**
 * How many results are no clear "ok", without those that say nothing of the service: whoever was never asked is not
 * known to be down. A login that is refused and a key that changed may be the very outage, and silence is a signal.
 */
export function countFailing(results: Iterable<SweepResult>): number {
  let failing = 0;
  for (const result of results) if (result !== 'ok' && result !== 'no-host-key') failing += 1;
  return failing;
}

function countUnknown(results: Iterable<SweepResult>): number {
  let unknown = 0;
  for (const result of results) if (result === 'no-host-key') unknown += 1;
  return unknown;
}

/** What a sweep that began at `beganAt` says about the restoration: one that began before it says nothing. */
export function aboutRestoration(
  state: ServiceState,
  before: ProbeState | undefined,
  measured: MeasuredCondition,
  beganAt: number,
): Pick<ProbeState, 'afterRestoration' | 'goodSweeps'> {
  if (state.restoredAt === null) return { afterRestoration: false, goodSweeps: 0 };
  const afterRestoration = beganAt >= state.restoredAt;
  const isGood = afterRestoration && measured === 'healthy';
  return { afterRestoration, goodSweeps: isGood ? (before?.goodSweeps ?? 0) + 1 : 0 };
}

function nextProbe(
  probe: Probe,
  state: ServiceState,
  before: ProbeState | undefined,
  sweep: Sweep,
  at: number,
): ProbeState {
  const failing = countFailing(sweep.results.values());
  const total = sweep.results.size;
  const unknown = countUnknown(sweep.results.values());
  const measured = measure(probe, failing, total, unknown);
  const asked = unknown === 0 ? {} : { unknown };
  const about = aboutRestoration(state, before, measured, at - sweep.tookMs);
  return { measured, failing, total, ...asked, lastSweepAt: at, ...about, endpoints: {} };
}

function nextCondition(
  service: Service,
  state: ServiceState,
  probes: Readonly<Record<string, ProbeState>>,
  incident: string | null,
): ServiceCondition {
  const { condition } = state;
  // Only what the plan asks for now: a probe that was renamed or removed holds nothing down.
  // A restoration is disproved only by a sweep that began after it.
  const known = service.probes
    .flatMap((probe) => probes[probe.id] ?? [])
    .filter((probe) => condition !== 'restored' || probe.afterRestoration);
  if (known.some((probe) => probe.measured === 'down')) return 'down';
  if (known.some((probe) => probe.measured === 'degraded')) return 'degraded';
  if (condition === 'restored') {
    const proven = service.probes.every(
      (probe) => (probes[probe.id]?.goodSweeps ?? 0) >= service.verifyAfter,
    );
    return proven ? 'verified' : 'restored';
  }
  // What cannot be judged is not healthy, and ends no disruption that an incident is about.
  if (known.some((probe) => probe.measured === 'unknown'))
    return incident && (condition === 'down' || condition === 'degraded') ? condition : 'unknown';
  if (condition === 'verified') return 'verified';
  // Whoever mended it, during an incident it has to be proven before anyone stands down.
  if (incident && (condition === 'down' || condition === 'degraded')) return 'restored';
  return 'healthy';
}
