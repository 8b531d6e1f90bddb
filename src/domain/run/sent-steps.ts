import type { Manifest, ManifestEntry, ManifestStep } from './manifest';
import type { EndpointProgress, Run } from './run-state';
import { isOnEndpoints } from './stages';

/** The steps an endpoint goes through: all, or those from and up to the ones that its entry names. */
export function stepsOf(
  { fromStep, throughStep }: Pick<ManifestEntry, 'fromStep' | 'throughStep'>,
  steps: Manifest['steps'],
): Manifest['steps'] {
  if (fromStep === undefined && throughStep === undefined) return steps;
  const from = steps.findIndex((step) => step.id === fromStep);
  const through = steps.findIndex((step) => step.id === throughStep);
  return steps.slice(Math.max(0, from), through < 0 ? steps.length : through + 1);
}

/**
 * The steps of a run that may have changed something on an endpoint, in the order in which they were sent. Where a
 * connection or a login was refused nothing was sent, and nothing began where an endpoint's receipt says so.
 */
export function changesOn(run: Run, entry: ManifestEntry): readonly ManifestStep[] {
  const progress = run.endpoints[entry.endpoint];
  if (!progress || progress.step === null) return [];
  const steps = stepsOf(entry, run.manifest.steps);
  const at = steps.findIndex((step) => step.id === progress.step);
  return steps.slice(0, wasSent(progress) ? at + 1 : at).filter(changesAnything);
}

/** A proof changes nothing on endpoints, nor does a playbook that only looks, nor what is done at the console. */
export const changesAnything = (step: Pick<ManifestStep, 'kind' | 'ansible'>): boolean =>
  isOnEndpoints(step) && step.kind !== 'verify' && step.kind !== 'wait-until' && step.ansible?.check !== true;

const wasSent = ({ state }: EndpointProgress): boolean =>
  state !== 'unreachable' && state !== 'denied' && state !== 'cancelled';
