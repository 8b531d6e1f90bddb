import type { Manifest } from '../../src/domain/run/manifest';
import type { Run } from '../../src/domain/run/run-state';

/** What an earlier complete run of the same runbook lets us expect. */
export type Expectation = { readonly tookMs: number; readonly on: number; readonly endedAt: number };

/**
 * Scales the latest complete run of the manifest's runbook to its size, but never below what one
 * endpoint took on average; null while none is on record.
 */
export function expectedDuration(runs: readonly Run[], manifest: Manifest): Expectation | null {
  const complete = runs.filter(
    (run) =>
      run.manifest.runbook === manifest.runbook &&
      // Undoing takes another time than doing.
      (run.manifest.undo === undefined) === (manifest.undo === undefined) &&
      run.result === 'completed' &&
      run.endedAt !== null,
  );
  const latest = complete.sort((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  const on = latest?.manifest.entries.length ?? 0;
  if (!latest || latest.endedAt === null || on === 0) return null;
  const steps = latest.manifest.steps.length;
  const took = Object.values(latest.endpoints).map(({ outcome }) => outcome?.tookMs ?? 0);
  const oneMs = (took.reduce((sum, each) => sum + each, 0) / on) * steps;
  const scaledMs = ((latest.endedAt - latest.startedAt) / on) * manifest.entries.length;
  return { tookMs: Math.max(scaledMs, oneMs), on, endedAt: latest.endedAt };
}
