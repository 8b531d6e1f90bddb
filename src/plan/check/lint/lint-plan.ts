import { dependencyGraph } from '../../../domain/plan/dependencies/graph';
import type { Plan } from '../../../domain/plan/plan';
import type { Reach } from '../../../domain/proof/contact-reach';
import type { Proof } from '../../../domain/proof/last-proof';
import { arrangeProblems, type PlanProblem } from '../../plan-problem';
import type { Locate } from '../../yaml/locate';
import type { Finding } from './finding';
import { lintAuthority } from './lint-authority';
import { lintCarriers } from './lint-carriers';
import { lintCircles } from './lint-circles';
import { lintDependencies } from './lint-dependencies';
import { lintFreshness } from './lint-freshness';
import { lintImpact } from './lint-impact';
import { lintObjectives } from './lint-objectives';
import { lintPlaceholders, type Written } from './lint-placeholders';
import { lintReviewDays } from './lint-review-days';
import { lintRisks } from './lint-risks';
import { lintRunbooks } from './lint-runbooks';
import { lintStrategies } from './lint-strategies';

export type LintFacts = {
  /** Unix milliseconds. */
  readonly nowMs: number;
  /** The last proof of each service; null where no journal was looked at, and nothing is said of proofs. */
  readonly proofs: ReadonlyMap<string, Proof> | null;
  /** On which ways messages to each person arrived; absent where no journal was looked at. */
  readonly reaches?: ReadonlyMap<string, readonly Reach[]> | undefined;
};

/**
 * What a plan without errors lacks when it is needed: warnings and notes, in reading order. Asked only of a plan
 * that is in order, so that it drowns no error.
 * @param written the files as they are written
 * @param locateIn where things stand in a file of the plan
 */
export function lintPlan(
  plan: Plan,
  facts: LintFacts,
  written: readonly Written[],
  locateIn: (file: string) => Locate,
): readonly PlanProblem[] {
  const graph = dependencyGraph(plan.services);
  const findings: readonly Finding[] = [
    ...plan.services.flatMap((service) => [
      ...lintAuthority(service, facts.nowMs),
      ...lintImpact(service),
      ...lintObjectives(service),
      ...lintStrategies(service),
    ]),
    ...lintDependencies(plan, graph),
    ...lintCircles(plan, graph),
    ...lintCarriers(plan),
    ...lintRunbooks(plan),
    ...lintFreshness(plan, facts),
    ...lintReviewDays(plan, facts.nowMs),
    ...lintRisks(plan, facts.nowMs),
    ...lintPlaceholders(written),
  ];
  return arrangeProblems(
    findings.map(({ path, ...said }): PlanProblem => ({ ...said, ...locateIn(said.file)(path) })),
  );
}
