import { authorise } from '../domain/authority/authorise';
import { requireOpen } from '../domain/incident/circumstances';
import { isOpen } from '../domain/incident/incident';
import { presentOperator, requireIncident, requireService } from '../domain/incident/lookup';
import { unsettledIncidents } from '../domain/incident/unsettled';
import type { Sha256 } from '../domain/journal-chain';
import { nameOf } from '../domain/names';
import type { Plan } from '../domain/plan/plan';
import { type FollowUpRequest, followUp, type StepWord } from '../domain/run/follow-up';
import { type Manifest, type ManifestRequest, resolveManifest } from '../domain/run/manifest';
import type { Run } from '../domain/run/run-state';
import { runName } from '../domain/run/undo';
import { lastReached, unknownService } from '../domain/service/service-state';
import { failureClusters } from '../domain/views/clusters';
import type { RunPreview } from '../domain/views/primary-action';
import type { World } from '../domain/world';
import { AppError, refuse } from '../errors';

/** Resolves what a run would do and remembers every manifest that was shown, by its digest. */
export type Previews = {
  /** One preview per open incident whose service still needs its restore runbook. */
  current(plan: Plan, world: World, at: number): Readonly<Record<string, RunPreview>>;
  /** What the restore runbook of an incident's service would do with values of a person's own. */
  withValues(plan: Plan, world: World, at: number, request: Asked): RunPreview;
  /** What a run that follows an ended one would do. */
  followUp(plan: Plan, world: World, at: number, run: string, request: FollowUpRequest): RunPreview;
  /** What a retry of one failure cluster, or of some endpoints, of an ended run would do. */
  retry(plan: Plan, world: World, at: number, request: RetryRequest): RunPreview;
  /** The shown manifest with this digest. @throws AppError `conflict` when none such was shown */
  shown(digest: string): Pick<RunPreview, 'manifest' | 'retryOf'>;
};

/** How many shown manifests are kept; a person approves the latest, so a few dozen are plenty. */
const keep = 64;

export function createPreviews(sha256: Sha256): Previews {
  const shown = new Map<string, Pick<RunPreview, 'manifest' | 'retryOf'>>();

  const show = (plan: Plan, world: World, at: number, request: Request): RunPreview => {
    const { service, runbook, incident, retryOf } = request;
    const lastSeen = lastReached(world.services[service] ?? unknownService, at);
    const manifest = resolveManifest({ ...request, plan, lastSeen, sha256 });
    shown.delete(manifest.digest);
    shown.set(manifest.digest, { manifest, retryOf });
    for (const digest of shown.keys()) if (shown.size > keep) shown.delete(digest);
    return {
      incident,
      service,
      runbookName: runName(plan.runbooks.find((each) => each.id === runbook) ?? { name: runbook }, manifest),
      manifest,
      authority: decide(plan, world, at, incident, manifest),
      retryOf,
    };
  };

  const follow: Previews['followUp'] = (plan, world, at, id, request) => {
    const run = requireRun(world, id);
    requireOpen({ world }, run.incident);
    const targets = followUp(run, plan, request, Object.values(world.runs));
    return show(plan, world, at, { ...targets, incident: run.incident, retryOf: run.id });
  };

  return {
    current(plan, world, at) {
      const previews: Record<string, RunPreview> = {};
      for (const incident of unsettledIncidents(world)) {
        const service = plan.services.find((each) => each.id === incident.service);
        const condition = (world.services[incident.service] ?? unknownService).condition;
        const busy = incident.runs.some((run) => world.runs[run]?.result === null);
        const done = condition === 'restored' || condition === 'verified';
        if (!isOpen(incident) || !service?.restore || busy || done) continue;
        const request = {
          service: service.id,
          runbook: service.restore,
          incident: incident.id,
          retryOf: null,
        };
        previews[service.id] = show(plan, world, at, request);
      }
      return previews;
    },
    withValues(plan, world, at, { incident: id, given }) {
      const incident = requireIncident(world, id);
      const service = requireService(plan, incident.service);
      const { restore } = service;
      if (!restore) return refuse(`No runbook restores ${service.name}.`);
      return show(plan, world, at, {
        service: service.id,
        runbook: restore,
        incident: id,
        retryOf: null,
        given,
      });
    },
    retry(plan, world, at, request) {
      const { from = 'first-step', unknown, step } = request;
      const endpoints = request.endpoints ?? clusterOf(requireRun(world, request.run), request.cluster);
      return follow(plan, world, at, request.run, { as: 'retry', endpoints, from, unknown, step });
    },
    followUp: follow,
    shown: (digest) => shown.get(digest) ?? refuseUnseen(digest),
  };
}

type Asked = { readonly incident: string; readonly given: Readonly<Record<string, string>> };

type Request = Omit<ManifestRequest, 'plan' | 'lastSeen' | 'sha256'> & {
  readonly incident: string;
  readonly retryOf: string | null;
};

/** One failure cluster by its key, or endpoints by name. */
type RetryRequest = {
  readonly run: string;
  readonly cluster?: string | undefined;
  readonly endpoints?: readonly string[] | undefined;
  readonly from?: 'first-step' | 'where-it-ended' | undefined;
  readonly unknown?: number | undefined;
  readonly step?: StepWord | undefined;
};

function requireRun(world: World, id: string): Run {
  const run = world.runs[id];
  if (run) return run;
  throw new AppError('not-found', `The journal holds no run "${id}".`);
}

function clusterOf(run: Run, key: string | undefined): readonly string[] {
  // While it runs its groups change under the eyes.
  if (run.result === null) return [];
  const cluster = failureClusters(run).find((each) => each.key === key);
  if (cluster) return cluster.endpoints;
  throw new AppError('conflict', `${run.id} has no such group of endpoints any more. Look again.`);
}

function refuseUnseen(digest: string): never {
  throw new AppError(
    'conflict',
    `No manifest ${digest.slice(0, 12)} was shown at this console. Look at the present one and hold again.`,
  );
}

function decide(plan: Plan, world: World, at: number, incidentId: string, manifest: Manifest) {
  const person = presentOperator(plan, world);
  if (!person)
    return {
      granted: false as const,
      because:
        world.locked === null
          ? 'Nobody has signed in at this console.'
          : `The console is locked: ${nameOf(plan.people, world.locked)}.`,
      remedy: { by: 'nothing' as const },
    };
  return authorise({
    plan,
    person,
    service: requireService(plan, manifest.service),
    incident: requireIncident(world, incidentId),
    manifest,
    at,
  });
}
