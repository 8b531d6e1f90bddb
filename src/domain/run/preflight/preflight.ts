import type { EventOf } from '../../events';
import type { SweepResult } from '../../service/service-state';
import { type Finding, type PreflightCause, preflightCauses } from './cause';

/** What a preflight found on each endpoint of a service. Endpoints without a finding are ready. */
export type PreflightResult = {
  readonly total: number;
  readonly ready: number;
  readonly tookMs: number;
  /** By cause, the worst first; an endpoint stands under every cause it has. */
  readonly found: readonly FoundCause[];
  /** How far this console's own clock seems off: set when most endpoints agree with each other and not with it. */
  readonly consoleClockOffMs?: number | undefined;
};

export type FoundCause = {
  readonly cause: PreflightCause;
  readonly endpoints: readonly { readonly endpoint: string; readonly words: string }[];
};

/** The last preflight of a service as its state keeps it. Times are Unix milliseconds. */
export type LastPreflight = Omit<EventOf<'preflight.done'>['data'], 'service'> & {
  readonly at: number;
  /** What it says of the reach of endpoints that had any finding; all others of its `asked` were reached. */
  readonly reach: Readonly<Record<string, SweepResult>>;
};

/**
 * Sums up what was found. Endpoints come in the order of the manifest, causes by how bad they are.
 * @param offsets how far each clock that was read is ahead of this console's, in milliseconds
 */
export function sumUp(
  findings: ReadonlyMap<string, readonly Finding[]>,
  offsets: readonly number[],
  { tookMs, clockMs }: { readonly tookMs: number; readonly clockMs: number },
): PreflightResult {
  const byCause = new Map<PreflightCause, { endpoint: string; words: string }[]>();
  let ready = 0;
  for (const [endpoint, found] of findings) {
    if (found.length === 0) ready += 1;
    for (const { cause, words } of found) {
      const all = byCause.get(cause) ?? [];
      // A place of its own for each of two full disks would count the endpoint twice.
      const before = all.at(-1);
      if (before?.endpoint === endpoint) before.words = `${before.words}; ${words}`;
      else all.push({ endpoint, words });
      byCause.set(cause, all);
    }
  }
  const median = [...offsets].sort((a, b) => a - b)[Math.floor(offsets.length / 2)] ?? 0;
  const isOwnClock = offsets.length >= fewestClocks && Math.abs(median) > clockMs;
  return {
    total: findings.size,
    ready,
    tookMs,
    found: preflightCauses.flatMap((cause) => {
      const endpoints = byCause.get(cause);
      return endpoints ? [{ cause, endpoints }] : [];
    }),
    ...(isOwnClock ? { consoleClockOffMs: -Math.round(median) } : {}),
  };
}

/** So many clocks must have been read before they outvote this console's. */
const fewestClocks = 5;

const reachOf: Readonly<Partial<Record<PreflightCause, SweepResult>>> = {
  'host key changed': 'host-key',
  'no host key on file': 'no-host-key',
  unreachable: 'unreachable',
  'login refused': 'login',
};

/** Folds a preflight into what a service keeps of it. */
export function lastPreflight(
  { service: _service, ...data }: EventOf<'preflight.done'>['data'],
  at: number,
): LastPreflight {
  const reach: Record<string, SweepResult> = {};
  for (const { cause, endpoints } of data.found) {
    const word = reachOf[cause];
    if (word) for (const { endpoint } of endpoints) reach[endpoint] = word;
  }
  return { ...data, at, reach };
}
