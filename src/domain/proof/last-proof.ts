import type { Incident } from '../incident/incident';
import { restores } from '../run/commands';
import type { Manifest, ManifestEntry } from '../run/manifest';
import type { Run } from '../run/run-state';
import type { World } from '../world';

/** What a run showed of one runbook on one service. */
export type ProvenRunbook = {
  readonly runbook: string;
  /** The steps that were done. */
  readonly steps: Manifest['steps'];
  /** By name every endpoint that it ended well on, as it was reached. */
  readonly endpoints: ReadonlyMap<string, ManifestEntry>;
  /** Names of those that were known then and not restored: excluded, failed, unreachable. */
  readonly notRestored: ReadonlySet<string>;
};

/** The last time that a service was restored by a run and then verified, live or in a drill. */
export type Proof = {
  readonly incident: string;
  readonly service: string;
  readonly mode: 'live' | 'drill';
  /** When it was verified, Unix milliseconds. */
  readonly at: number;
  /** Recovery time actual: from impact start to verified. */
  readonly rtaMs: number;
  /** Recovery point actual: how much data was lost, as somebody stated; absent = nobody has. */
  readonly rpaMs?: number | undefined;
  /** What the service needed then, as keys of the dependency graph; null = not on record. */
  readonly needs: readonly string[] | null;
  /** Each runbook that took part, in the order of its first run. */
  readonly runbooks: readonly ProvenRunbook[];
};

/**
 * By service id its last proof. A tabletop proves nothing, and neither does an incident that ended without a completed
 * run of the service or without good probes. Linear in what the journal holds of runs.
 */
export function lastProofs(world: Pick<World, 'incidents' | 'runs'>): ReadonlyMap<string, Proof> {
  const latest = new Map<string, Incident>();
  for (const incident of Object.values(world.incidents)) {
    if (!isProven(incident, world)) continue;
    const before = latest.get(incident.service)?.verifiedAt ?? Number.NEGATIVE_INFINITY;
    if ((incident.verifiedAt ?? 0) > before) latest.set(incident.service, incident);
  }
  return new Map([...latest].map(([service, incident]) => [service, proofOf(incident, world)]));
}

/** By runbook id the latest of these proofs in which it took part. */
export function runbookProofs(proofs: ReadonlyMap<string, Proof>): ReadonlyMap<string, Proof> {
  const latest = new Map<string, Proof>();
  for (const proof of proofs.values()) {
    for (const { runbook } of proof.runbooks) {
      if (proof.at > (latest.get(runbook)?.at ?? Number.NEGATIVE_INFINITY)) latest.set(runbook, proof);
    }
  }
  return latest;
}

function isProven(incident: Incident, world: Pick<World, 'runs'>): boolean {
  if (incident.mode === 'tabletop' || incident.verifiedAt === null) return false;
  return runsOf(incident, world).some((run) => bringsBack(run, world));
}

/** Whatever mended a service after its run was halted, stopped or undone, it was not that run. */
function bringsBack(run: Run, world: Pick<World, 'runs'>): boolean {
  const isDone = run.result === 'completed' && restores(world, run);
  return isDone && Object.values(run.endpoints).some(({ state }) => state === 'ok');
}

/** What was started after the service was verified did not bring it back. */
function runsOf(incident: Incident, { runs }: Pick<World, 'runs'>): readonly Run[] {
  return incident.runs.flatMap((id) => {
    const run = runs[id];
    const counts = run !== undefined && run.result !== null && run.service === incident.service;
    return counts && run.startedAt <= (incident.verifiedAt ?? 0) ? [run] : [];
  });
}

function proofOf(incident: Incident, world: Pick<World, 'runs'>): Proof {
  const verifiedAt = incident.verifiedAt ?? 0;
  const byRunbook = new Map<string, Run[]>();
  for (const run of runsOf(incident, world)) {
    const { runbook } = run.manifest;
    byRunbook.set(runbook, [...(byRunbook.get(runbook) ?? []), run]);
  }
  return {
    incident: incident.id,
    service: incident.service,
    mode: incident.mode === 'live' ? 'live' : 'drill',
    at: verifiedAt,
    rtaMs: Math.max(0, verifiedAt - incident.impactStart),
    ...(incident.dataLoss && { rpaMs: incident.dataLoss.lossMs }),
    needs: incident.needs ?? null,
    runbooks: [...byRunbook].map(([runbook, runs]) => provenBy(runbook, runs)),
  };
}

/** A first run and its retries prove together; the last one says which steps. */
function provenBy(runbook: string, runs: readonly Run[]): ProvenRunbook {
  const endpoints = new Map<string, ManifestEntry>();
  const known = new Set<string>();
  for (const { manifest, endpoints: progress } of runs) {
    for (const { endpoint } of manifest.excluded) known.add(endpoint);
    for (const entry of manifest.entries) {
      known.add(entry.endpoint);
      if (progress[entry.endpoint]?.state === 'ok') endpoints.set(entry.endpoint, entry);
    }
  }
  const notRestored = new Set([...known].filter((name) => !endpoints.has(name)));
  return { runbook, steps: runs.at(-1)?.manifest.steps ?? [], endpoints, notRestored };
}
