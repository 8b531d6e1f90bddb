import { resolveValues } from '../domain/run/parameters';
import type { Budgets, MinHealthy, Runbook, Step } from '../domain/run/runbook';
import type { RunbookFile } from './schema/runbook-file';
import type { StepFiles } from './step-files';
import { toDependency, toReview } from './to-dependency';
import { toParameter } from './to-parameter';
import { toStep } from './to-step';

/**
 * Runbook files in the words of the domain, each with the steps of those that it takes in. To be asked only when
 * the plan has no errors: then no runbook takes itself in, and every one that is named is there.
 */
export function toRunbooks(files: readonly RunbookFile[], stepFiles: StepFiles): readonly Runbook[] {
  const byId = new Map(files.map((file) => [file.id, file]));
  const stepsOf = (file: RunbookFile): readonly Step[] =>
    file.steps.flatMap((step) => {
      const taken = step.runbook === undefined ? undefined : byId.get(step.runbook);
      if (taken === undefined) return [toStep(step, stepFiles)];
      return takenIn(stepsOf(taken), step.id, valuesOf(taken, step.with ?? {}));
    });
  return files.map((file) => ({
    id: file.id,
    name: file.name,
    owner: file.owner,
    irreversible: file.irreversible,
    steps: stepsOf(file),
    waves: { canary: file.waves.canary, size: file.waves.size, maxInFlight: file.waves.max_in_flight },
    budgets: toBudgets(file.budget),
    ...(file.parameters.length === 0 ? {} : { parameters: file.parameters.map(toParameter) }),
    ...(file.rollback === undefined ? {} : { rollback: file.rollback }),
    ...(file.min_healthy === undefined ? {} : { minHealthy: toMinHealthy(file.min_healthy) }),
    ...(file.depends_on.length === 0 ? {} : { dependencies: file.depends_on.map(toDependency) }),
    ...(file.reviewed === undefined ? {} : { reviewed: toReview(file.reviewed) }),
  }));
}

function toBudgets({ verify_failed, ...shares }: RunbookFile['budget']): Budgets {
  return { ...shares, ...(verify_failed === undefined ? {} : { verifyFailed: verify_failed }) };
}

const toMinHealthy = ({ share, per }: NonNullable<RunbookFile['min_healthy']>): MinHealthy => ({
  share,
  per: per ?? null,
});

/** Steps of another runbook, named by the step that takes them in. What was taken in before keeps its own values. */
function takenIn(steps: readonly Step[], by: string, values: Step['values']): readonly Step[] {
  return steps.map((step) => ({
    ...step,
    id: `${by}.${step.id}`,
    ...((step.values ?? values) ? { values: step.values ?? values } : {}),
  }));
}

function valuesOf(file: RunbookFile, given: Readonly<Record<string, string>>): Step['values'] {
  return resolveValues(file.parameters.map(toParameter), given);
}
