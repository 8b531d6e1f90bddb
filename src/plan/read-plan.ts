import type { Plan } from '../domain/plan/plan';
import { checkAnsible } from './check/check-ansible';
import { type CheckOptions, checkPlan } from './check/check-plan';
import { type LintFacts, lintPlan } from './check/lint/lint-plan';
import { readFleet } from './fleet/read-fleet';
import type { ParsedFiles } from './parsed-files';
import { planDigest } from './plan-digest';
import { openPlanFolder } from './plan-folder';
import { arrangeProblems, type PlanProblem, startOfFile } from './plan-problem';
import { type PlanPart, readOptionalYaml, readYaml, readYamlFolder } from './read-yaml';
import { checkScenarios } from './scenario-files';
import { historyFileSchema } from './schema/history-file';
import { planFileSchema } from './schema/plan-file';
import { riskFileSchema } from './schema/risk-file';
import { runbookFileSchema } from './schema/runbook-file';
import { serviceFileSchema } from './schema/service-file';
import { findSecrets } from './secret-files';
import { type CopyFile, readStepFiles } from './step-files';
import { strangeNames } from './strange-names';
import { rolesOf, toPlan } from './to-plan';
import { toHistorySettings, toRisk } from './to-risk';
import { toRunbooks } from './to-runbook';
import { toService } from './to-service';
import type { Locate } from './yaml/locate';

export type ReadPlanOptions = CheckOptions & {
  /** Why playbooks cannot be played on this machine, or null; asked only where a runbook has one. */
  readonly whyNoAnsible?: (() => Promise<string | null>) | undefined;
  /** By their path within the folder: texts that are read in place of the files there. */
  readonly drafts?: ReadonlyMap<string, Buffer> | undefined;
  /** What was made of files before, kept from one reading to the next; without it everything is parsed. */
  readonly parsed?: ParsedFiles | undefined;
};

export type Lint = (facts: LintFacts) => readonly PlanProblem[];

export type ReadPlan = {
  /** Null when any problem is an error: the caller keeps the last good plan. */
  readonly plan: Plan | null;
  /** Sorted by file and place; see `arrangeProblems`. */
  readonly problems: readonly PlanProblem[];
  /** Absolute path of the private key the plan names, if that file exists. It is never opened here. */
  readonly identityFile: string | null;
  /**
   * For every `secret` in the plan's words the absolute path of its file, whether that exists or not.
   * None is opened here; ask by `Object.hasOwn`, because the words are anybody's.
   */
  readonly secretFiles: Readonly<Record<string, string>>;
  /** What steps copy and play, as it was read, by SHA-256 (hex): what changes in the folder later changes nothing in a run. */
  readonly contents: ReadonlyMap<string, Uint8Array>;
  /** Says what the plan lacks when it is needed; may be asked again as the journal goes on. Absent without a plan. */
  readonly lint?: Lint;
};

/**
 * Reads a plan folder and says everything that is wrong with it at once.
 * Never rejects: whatever the folder holds, or that it cannot be read, is a problem in the result.
 * Reads only; may be repeated at any time. The folder's shape is in docs/plan.md.
 */
export async function readPlan(path: string, options: ReadPlanOptions = {}): Promise<ReadPlan> {
  const { folder, problems: unopened } = await openPlanFolder(path, options.drafts, options.parsed);
  if (!folder)
    return { plan: null, problems: unopened, identityFile: null, secretFiles: {}, contents: new Map() };
  const plan = await readYaml(folder, 'plan.yaml', { what: 'the plan', schema: planFileSchema });
  const services = await readYamlFolder(folder, 'services', { what: 'a service', schema: serviceFileSchema });
  const runbooks = await readYamlFolder(folder, 'runbooks', { what: 'a runbook', schema: runbookFileSchema });
  const risks = await readYamlFolder(folder, 'risks', { what: 'a risk', schema: riskFileSchema });
  const history = await readOptionalYaml(folder, 'history.yaml', {
    what: 'the history',
    schema: historyFileSchema,
  });
  const fleet = await readFleet(folder, plan);
  const secrets = await findSecrets(folder, plan, runbooks.parts);
  const stepFiles = await readStepFiles(folder, runbooks.parts);
  options.parsed?.keepOnly(folder.contents);

  const parts = {
    ...{ plan, services: services.parts, runbooks: runbooks.parts, risks: risks.parts, history },
    unlisted: [...(services.isListed ? [] : ['service']), ...(runbooks.isListed ? [] : ['runbook'])],
  };
  const problems = arrangeProblems([
    ...plan.problems,
    ...services.problems,
    ...runbooks.problems,
    ...risks.problems,
    ...(history?.problems ?? []),
    ...(await checkScenarios(folder)),
    ...fleet.problems,
    ...secrets.problems,
    ...stepFiles.problems,
    ...(await strangeNames(folder)),
    ...checkPlan(parts, fleet.endpoints, stepFiles, options),
    ...(await checkAnsible(runbooks.parts, options.whyNoAnsible)),
  ]);
  const found = {
    ...{ problems, identityFile: fleet.identityFile, secretFiles: secrets.files },
    contents: contentsOf([...stepFiles.copies.values(), ...stepFiles.playbooks.values()]),
  };
  // Half a plan is worse than none: a file without a value is never left out in silence.
  const isWhole = [...services.parts, ...runbooks.parts, ...risks.parts].every(({ value }) => value !== null);
  const isRefused = problems.some((problem) => problem.severity === 'error');
  if (isRefused || !isWhole || plan.value === null) return { ...found, plan: null };
  const roles = rolesOf(plan.value);
  const good: Plan = {
    ...toPlan(plan.value),
    services: services.parts.flatMap((part) => (part.value ? [toService(part.value, roles)] : [])),
    runbooks: toRunbooks(
      runbooks.parts.flatMap(({ value }) => value ?? []),
      stepFiles,
    ),
    endpoints: fleet.endpoints,
    ...(risks.parts.length > 0 && {
      risks: risks.parts.flatMap(({ value }) => (value ? [toRisk(value)] : [])),
    }),
    ...(history?.value && { history: toHistorySettings(history.value) }),
    digest: planDigest(folder.contents),
  };
  const written = [plan, ...services.parts, ...runbooks.parts, ...risks.parts];
  const places = placesIn(written);
  return { ...found, plan: good, lint: (facts) => lintPlan(good, facts, written, places) };
}

function placesIn(parts: readonly PlanPart<unknown>[]): (file: string) => Locate {
  const known = new Map(parts.map(({ file, locate }) => [file, locate]));
  return (file) => known.get(file) ?? (() => startOfFile);
}

function contentsOf(copies: readonly CopyFile[]): ReadonlyMap<string, Uint8Array> {
  return new Map(copies.map(({ sha256, bytes }) => [sha256, bytes]));
}
