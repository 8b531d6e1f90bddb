import type { Incident } from '../../../src/domain/incident/incident';
import type { Plan } from '../../../src/domain/plan/plan';
import type { ExclusionReason } from '../../../src/domain/run/manifest';
import type { EndpointProgress, Run } from '../../../src/domain/run/run-state';
import { selectEndpoints } from '../../../src/domain/run/selector';
import type { Service } from '../../../src/domain/service/service';
import type { SweepResult } from '../../../src/domain/service/service-state';
import type { ShapeForm } from '../../ui/shape';

/** What one cell of the grid can say, in the order of the legend. */
export const cellKinds = [
  'ok',
  'running',
  'failed',
  'timed-out',
  'unreachable',
  'denied',
  'host-key',
  'unknown',
  'waiting',
  'not-sent',
] as const;
export type CellKind = (typeof cellKinds)[number];

/** Which question the grid answers: how the runs ended, or what the probe last said. */
export type GridView = 'run' | 'probe';

/** Shape, tone and words of each kind; colour alone never says it. */
export const cellLook: Readonly<
  Record<
    CellKind,
    { readonly form: ShapeForm; readonly tone: string; readonly run: string; readonly probe: string }
  >
> = {
  ok: { form: 'square', tone: 'good', run: 'ok', probe: 'healthy' },
  running: { form: 'target', tone: 'act', run: 'running', probe: 'running' },
  failed: { form: 'cross', tone: 'down', run: 'failed', probe: 'failing' },
  'timed-out': { form: 'hourglass', tone: 'down', run: 'timed out', probe: 'timed out' },
  unreachable: { form: 'triangle', tone: 'risk', run: 'unreachable', probe: 'unreachable' },
  denied: { form: 'diamond-filled', tone: 'unknown', run: 'login refused', probe: 'login refused' },
  'host-key': { form: 'diamond', tone: 'unknown', run: 'host key', probe: 'host key' },
  unknown: { form: 'ring', tone: 'unknown', run: 'unknown', probe: 'silent' },
  waiting: { form: 'empty', tone: 'quiet', run: 'waiting', probe: 'not asked yet' },
  'not-sent': { form: 'dash', tone: 'quiet', run: 'never sent', probe: 'never sent' },
};

/** One endpoint of the grid. `site` is its site label. */
export type GridEndpoint = { readonly name: string; readonly site: string };

const noSite = 'no site';
const byName = new Intl.Collator('en', { numeric: true }).compare;

/** The endpoints of a service, site by site: sites by name so that each is always found at the same place, what has none last. */
export function gridEndpoints(plan: Plan, service: Service): GridEndpoint[] {
  const sites = new Map<string, GridEndpoint[]>();
  for (const { name, labels } of selectEndpoints(service.endpoints, plan.endpoints)) {
    const site = labels.site ?? noSite;
    const known = sites.get(site);
    if (known) known.push({ name, site });
    else sites.set(site, [{ name, site }]);
  }
  return [...sites]
    .sort(([a], [b]) => Number(a === noSite) - Number(b === noSite) || byName(a, b))
    .flatMap(([, own]) => own);
}

/** What a run says of one endpoint, as a cell. */
export function cellOfProgress({ state, step, outcome }: EndpointProgress, ended: boolean): CellKind {
  switch (state) {
    case 'ok':
      return 'ok';
    case 'sending':
      return 'running';
    case 'denied':
      return outcome && 'cause' in outcome && outcome.cause !== 'AuthenticationFailure'
        ? 'host-key'
        : 'denied';
    case 'cancelled':
      return 'not-sent';
    case 'pending':
      // Ended between two steps: part was done, the rest was not. Nobody may read that as "never sent".
      return ended ? (step === null ? 'not-sent' : 'unknown') : 'waiting';
    default:
      return state;
  }
}

const swept: Readonly<Record<SweepResult, CellKind>> = {
  ok: 'ok',
  failing: 'failed',
  unreachable: 'unreachable',
  'host-key': 'host-key',
  'no-host-key': 'host-key',
  login: 'denied',
  silent: 'unknown',
};

/** What a probe says of one endpoint, as a cell. */
export const cellOfSweep = (result: SweepResult): CellKind => swept[result];

const excluded: Readonly<Record<ExclusionReason, CellKind>> = {
  unreachable: 'unreachable',
  'host key changed': 'host-key',
  'no host key on file': 'host-key',
  'login refused': 'denied',
  'label missing': 'unknown',
};

/**
 * The kind of every endpoint, in the order given. The run view takes the latest run of the incident
 * that names an endpoint, or why it was excluded, and only then the sweep. `seen` is `lastSeen` of the service.
 */
export function cellStates(
  endpoints: readonly GridEndpoint[],
  seen: Readonly<Record<string, SweepResult>>,
  runs: readonly Run[],
  view: GridView,
): CellKind[] {
  const newestFirst = view === 'run' ? [...runs].reverse() : [];
  const left = new Map<string, CellKind>();
  for (const run of newestFirst)
    for (const { endpoint, reason } of run.manifest.excluded)
      if (!left.has(endpoint)) left.set(endpoint, excluded[reason]);
  return endpoints.map(({ name }) => {
    for (const run of newestFirst) {
      const progress = run.endpoints[name];
      if (progress) return cellOfProgress(progress, run.result !== null);
    }
    const result = seen[name];
    return left.get(name) ?? (result ? swept[result] : 'waiting');
  });
}

/** The runs of an incident that this window knows, oldest first. */
export function runsOf(incident: Incident | null, runs: Readonly<Record<string, Run>>): Run[] {
  return (incident?.runs ?? []).map((id) => runs[id]).filter((run) => run !== undefined);
}

/** How many endpoints are of each kind; kinds without any are left out. */
export function countCells(cells: readonly CellKind[]): (readonly [CellKind, number])[] {
  const counts = new Map<CellKind, number>();
  for (const kind of cells) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return cellKinds.flatMap((kind) => (counts.has(kind) ? [[kind, counts.get(kind) ?? 0] as const] : []));
}
