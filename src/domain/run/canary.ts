import type { Plan } from '../plan/plan';
import { counted, someOf } from '../views/words';
import type { Manifest } from './manifest';
import type { EndpointState } from './outcome';
import type { Run } from './run-state';
import { planWaves, spreadCanary } from './waves';

type Runs = Readonly<Record<string, Run>>;

/** States that halt a canary. */
const wrong: readonly EndpointState[] = ['failed', 'timed-out', 'unreachable', 'denied', 'unknown'];

/**
 * Endpoints that ended badly in the runs that a manifest follows; the latest word on each counts. A canary of such
 * endpoints says little of all the others, and one that is known to be broken would halt the run.
 */
export function wentWrongBefore({ follows }: Pick<Manifest, 'follows'>, runs: Runs): ReadonlySet<string> {
  const latest = new Map<string, EndpointState>();
  for (let run = follows && runs[follows.run]; run; run = before(run, runs))
    for (const { endpoint } of run.manifest.entries) {
      const { state = 'pending', step = null } = run.endpoints[endpoint] ?? {};
      if (step !== null && state !== 'cancelled' && !latest.has(endpoint)) latest.set(endpoint, state);
    }
  return new Set([...latest].flatMap(([endpoint, state]) => (wrong.includes(state) ? [endpoint] : [])));
}

const before = ({ manifest: { follows } }: Run, runs: Runs): Run | undefined => follows && runs[follows.run];

/** Which endpoints a run would begin with, and how many of them went wrong before; null = all go at once. */
export function canaryOf(
  { runbooks, endpoints }: Pick<Plan, 'runbooks' | 'endpoints'>,
  runs: Runs,
  manifest: Manifest,
): { readonly endpoints: readonly string[]; readonly wrongBefore: number } | null {
  const runbook = runbooks.find((each) => each.id === manifest.runbook);
  const [size = 0, ...more] = runbook ? planWaves(runbook.waves, manifest.entries.length) : [];
  if (more.length === 0) return null;
  const sites = new Map(endpoints.map((each) => [each.name, each.labels.site ?? '']));
  const bad = wentWrongBefore(manifest, runs);
  const queue = spreadCanary(
    manifest.entries,
    size,
    ({ endpoint }) => sites.get(endpoint) ?? '',
    ({ endpoint }) => bad.has(endpoint),
  );
  const names = queue.slice(0, size).map(({ endpoint }) => endpoint);
  return { endpoints: names, wrongBefore: names.filter((name) => bad.has(name)).length };
}

/** Says which go first in a run that follows another, and what is known of them. */
export function canaryWords({ endpoints, wrongBefore }: NonNullable<ReturnType<typeof canaryOf>>): string {
  const known =
    wrongBefore === 0
      ? 'none of them went wrong before'
      : `${counted(wrongBefore, 'endpoint')} of them went wrong before, because no others are left`;
  return `${someOf(endpoints, 3)}; ${known}`;
}
