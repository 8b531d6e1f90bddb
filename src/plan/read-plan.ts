import type { Endpoint, Plan } from '../domain/plan/plan';
import { checkReferences } from './check/check-references';
import { checkRunbook } from './check/check-runbook';
import { checkSelected } from './check/check-selected';
import { checkService } from './check/check-service';
import { checkCycles } from './check/dependency-cycles';
import { repeatedIds } from './check/ids';
import { checkNotUsedYet } from './check/not-used-yet';
import { readFleet } from './fleet/read-fleet';
import { planDigest } from './plan-digest';
import { openPlanFolder } from './plan-folder';
import { arrangeProblems, type PlanProblem, planWarning, startOfFile } from './plan-problem';
import { readYaml, readYamlFolder } from './read-yaml';
import { planFileSchema } from './schema/plan-file';
import { runbookFileSchema } from './schema/runbook-file';
import { serviceFileSchema } from './schema/service-file';
import { toRunbook } from './to-runbook';
import { toService } from './to-service';

export type ReadPlanOptions = {
  /** Says in a sentence what is wrong with a selector, or null when it is fine. */
  readonly checkSelector?: ((text: string) => string | null) | undefined;
  /** How many endpoints a selector names. With it, a selector that names none is warned about. */
  readonly countSelected?: ((selector: string, endpoints: readonly Endpoint[]) => number) | undefined;
  /** Now, Unix milliseconds; when given, envelopes that have expired are warned about. */
  readonly nowMs?: number | undefined;
};

export type ReadPlan = {
  /** Null when any problem is an error: the caller keeps the last good plan. */
  readonly plan: Plan | null;
  /** Sorted by file and place; see `arrangeProblems`. */
  readonly problems: readonly PlanProblem[];
  /** Absolute path of the private key the plan names, if that file exists. It is never opened here. */
  readonly identityFile: string | null;
};

/**
 * Reads a plan folder and says everything that is wrong with it at once.
 * Never rejects: whatever the folder holds, or that it cannot be read, is a problem in the result.
 * Reads only; may be repeated at any time. The folder's shape is in docs/plan.md.
 */
export async function readPlan(path: string, options: ReadPlanOptions = {}): Promise<ReadPlan> {
  const { folder, problems: unopened } = await openPlanFolder(path);
  if (!folder) return { plan: null, problems: unopened, identityFile: null };
  const plan = await readYaml(folder, 'plan.yaml', { what: 'the plan', schema: planFileSchema });
  const services = await readYamlFolder(folder, 'services', { what: 'a service', schema: serviceFileSchema });
  const runbooks = await readYamlFolder(folder, 'runbooks', { what: 'a runbook', schema: runbookFileSchema });
  const fleet = await readFleet(folder, plan);

  const problems = arrangeProblems([
    ...plan.problems,
    ...services.problems,
    ...runbooks.problems,
    ...fleet.problems,
    ...repeatedIds(plan, ['people'], plan.value?.people.map(({ id }) => id) ?? []),
    ...services.parts.flatMap((part) => [...checkService(part, options), ...checkNotUsedYet(part)]),
    ...runbooks.parts.flatMap((part) => [...checkRunbook(part), ...checkNotUsedYet(part)]),
    ...checkReferences({ plan, services: services.parts, runbooks: runbooks.parts }),
    ...checkCycles(services.parts),
    ...checkSelected(services.parts, fleet.endpoints, options),
    ...(services.parts.length > 0 ? [] : [noServices()]),
  ]);
  const { identityFile } = fleet;
  // Half a plan is worse than none: a file without a value is never left out in silence.
  const isWhole = [...services.parts, ...runbooks.parts].every(({ value }) => value !== null);
  const isRefused = problems.some((problem) => problem.severity === 'error');
  if (isRefused || !isWhole || plan.value === null) return { plan: null, problems, identityFile };
  const { organisation, mode, currency, people } = plan.value;
  return {
    plan: {
      organisation,
      mode,
      currency,
      people: people.map((person) => ({ ...person, contacts: [] })),
      services: services.parts.flatMap((part) => (part.value ? [toService(part.value)] : [])),
      runbooks: runbooks.parts.flatMap((part) => (part.value ? [toRunbook(part.value)] : [])),
      endpoints: fleet.endpoints,
      channels: [],
      callTree: [],
      connectivity: [],
      listener: null,
      lockAfterMs: 600_000,
      digest: planDigest(folder.contents),
    },
    problems,
    identityFile,
  };
}

function noServices(): PlanProblem {
  const message = 'The plan has no services: there is nothing to watch or restore.';
  return planWarning('services', startOfFile, 'no-services', message, 'Add services/<id>.yaml.');
}
