import type { LastPreflight } from '../run/preflight/preflight';

/**
 * The state of a service, kept apart from the state of an incident.
 * `restored` = the commands are done, or a first good sweep was seen during an incident;
 * `verified` = enough good sweeps in a row proved that it works.
 */
export const serviceConditions = ['unknown', 'healthy', 'degraded', 'down', 'restored', 'verified'] as const;
export type ServiceCondition = (typeof serviceConditions)[number];

/**
 * What one probe of one endpoint said. `no-host-key`: it was never asked, because no key of it is on file, so that nothing
 * is known of the service there. Everything else but `ok` counts as failing: silence is a signal, and `host-key`, another
 * key than the one on file, is what an attack or a new installation looks like.
 */
export const sweepResults = [
  'ok',
  'failing',
  'unreachable',
  'host-key',
  'login',
  'silent',
  'no-host-key',
] as const;
export type SweepResult = (typeof sweepResults)[number];

/** What the shares of a probe say by themselves; `unknown` where it hangs on the endpoints that could not be asked. */
export const measuredConditions = ['healthy', 'degraded', 'down', 'unknown'] as const;
export type MeasuredCondition = (typeof measuredConditions)[number];

/** One look at every endpoint of a service. `results` is complete: every endpoint once. */
export type Sweep = {
  readonly service: string;
  readonly probe: string;
  readonly results: ReadonlyMap<string, SweepResult>;
  readonly tookMs: number;
};

/** The latest recorded sweep of one probe. */
export type ProbeState = {
  readonly measured: MeasuredCondition;
  readonly failing: number;
  readonly total: number;
  /** How many of `total` could not be asked; absent = all could, or it was recorded before this was told apart. */
  readonly unknown?: number | undefined;
  readonly lastSweepAt: number;
  /** Whether this sweep began after the present restoration, if there is one: an earlier one says nothing of it. */
  readonly afterRestoration: boolean;
  /** Consecutive good sweeps that began after the restoration. */
  readonly goodSweeps: number;
  readonly endpoints: Readonly<Record<string, SweepResult>>;
};

/** What the journal says about a service. Times are Unix milliseconds. */
export type ServiceState = {
  readonly condition: ServiceCondition;
  /** When it entered this condition. */
  readonly since: number;
  /** When the present disruption was first measured; null while there is none. */
  readonly firstBadAt: number | null;
  readonly restoredAt: number | null;
  readonly verifiedAt: number | null;
  readonly probes: Readonly<Record<string, ProbeState>>;
  /** The last one; absent before the first. */
  readonly preflight?: LastPreflight | undefined;
};

export const unknownService: ServiceState = {
  condition: 'unknown',
  since: 0,
  firstBadAt: null,
  restoredAt: null,
  verifiedAt: null,
  probes: {},
};

/** True while people cannot rely on the service, whoever is working on it. */
export function isDisrupted(condition: ServiceCondition): boolean {
  return condition === 'degraded' || condition === 'down' || condition === 'restored';
}

/** True where the service is unknown although it was looked at: it hangs on endpoints that could not be asked. */
export function isUnjudged({ condition, probes }: Pick<ServiceState, 'condition' | 'probes'>): boolean {
  return condition === 'unknown' && Object.values(probes).some(({ measured }) => measured === 'unknown');
}

const badness: Readonly<Record<SweepResult, number>> = {
  ok: 0,
  'no-host-key': 1,
  failing: 2,
  silent: 3,
  login: 4,
  unreachable: 5,
  'host-key': 6,
};

/** The worst that any probe of the service said of each endpoint. */
export function lastSeen(state: ServiceState): Record<string, SweepResult> {
  const worst: Record<string, SweepResult> = {};
  for (const probe of Object.values(state.probes))
    for (const [endpoint, result] of Object.entries(probe.endpoints))
      if (badness[result] >= badness[worst[endpoint] ?? 'ok']) worst[endpoint] = result;
  return worst;
}

/** For how long the word of a preflight decides who can be reached, where no sweep came after it. */
const preflightHoldsMs = 600_000;

/**
 * The same, where a preflight of the last ten minutes that began after a probe's sweep has the later word on who can
 * be reached. It says nothing of the service: who was reached again counts as silent until a probe has looked.
 */
export function lastReached(state: ServiceState, at: number): Record<string, SweepResult> {
  const seen = lastSeen(state);
  const { preflight } = state;
  if (!preflight || at - preflight.at > preflightHoldsMs) return seen;
  const beganAt = preflight.at - preflight.tookMs;
  const sweptSince = new Set<string>();
  for (const probe of Object.values(state.probes))
    if (probe.lastSweepAt >= beganAt)
      for (const endpoint of Object.keys(probe.endpoints)) sweptSince.add(endpoint);
  for (const [endpoint, result] of Object.entries(seen))
    if (!sweptSince.has(endpoint) && isCutOff(result)) seen[endpoint] = preflight.reach[endpoint] ?? 'silent';
  for (const [endpoint, result] of Object.entries(preflight.reach))
    if (!sweptSince.has(endpoint)) seen[endpoint] = result;
  return seen;
}

const isCutOff = (result: SweepResult) =>
  result === 'unreachable' || result === 'host-key' || result === 'login' || result === 'no-host-key';

/** The probe that says the worst, among those the one that fails on the largest share: what a screen quotes. */
export function worstProbe(state: ServiceState): { readonly id: string; readonly probe: ProbeState } | null {
  let worst: { id: string; probe: ProbeState } | null = null;
  for (const [id, probe] of Object.entries(state.probes))
    if (!worst || isWorse(probe, worst.probe)) worst = { id, probe };
  return worst;
}

const graveness: Readonly<Record<MeasuredCondition, number>> = {
  healthy: 0,
  unknown: 1,
  degraded: 2,
  down: 3,
};

function isWorse(one: ProbeState, other: ProbeState): boolean {
  const by = graveness[one.measured] - graveness[other.measured];
  if (by !== 0) return by > 0;
  const [a, b] = [failingShares(one), failingShares(other)];
  return a.low === b.low ? a.high > b.high : a.low > b.low;
}

/**
 * Between which shares of all endpoints those that fail lie: `low` if every endpoint that is not known is well, `high`
 * if every one of them fails.
 */
export function failingShares({ failing, total, unknown = 0 }: Counts): Shares {
  // Dividing is exact where multiplying is not: 0.07 × 100 is a little more than 7.
  return total === 0 ? { low: 0, high: 0 } : { low: failing / total, high: (failing + unknown) / total };
}

type Counts = Pick<ProbeState, 'failing' | 'total' | 'unknown'>;
type Shares = { readonly low: number; readonly high: number };
