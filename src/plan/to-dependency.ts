import type { Dependency } from '../domain/plan/dependency';
import type { FreshnessRules, Review } from '../domain/plan/review';
import type { Strategy } from '../domain/service/strategy';
import { said } from './placeholder';
import type { DependencyFile } from './schema/dependency';
import type { FreshnessFile } from './schema/freshness';
import type { ReviewedFile } from './schema/reviewed';
import type { StrategyFile } from './schema/strategy';

/** A dependency in the words of the domain; an id alone is a service of the plan. */
export function toDependency(file: DependencyFile): Dependency {
  if (typeof file === 'string') return { kind: 'service', service: file, name: null };
  return { kind: file.kind, service: file.service ?? null, name: file.name ?? null };
}

/** The services of the plan among them, each once, in the order written. */
export function servicesAmong(files: readonly DependencyFile[]): readonly string[] {
  return [...new Set(files.flatMap((file) => toDependency(file).service ?? []))];
}

/** A way to have a service back, in the words of the domain. */
export function toStrategy(file: StrategyFile): Strategy {
  const { id, mechanism, team, tools } = file;
  return {
    ...{ id, mechanism, team },
    tools: tools.filter((tool) => said(tool) !== undefined),
    trigger: said(file.trigger) ?? null,
    runbook: file.runbook ?? null,
    expectedMs: file.expected_time ?? null,
    fallback: said(file.fallback) ?? null,
    dependencies: file.depends_on.map(toDependency),
  };
}

/** When something was looked over, in the words of the domain. */
export function toReview({ on, by, every }: ReviewedFile): Review {
  return { onMs: on, by, everyMs: every ?? null };
}

/** After how much something is stale, in the words of the domain. */
export function toFreshness(file: FreshnessFile): FreshnessRules {
  return {
    inventoryShare: file.inventory_change,
    reviewEveryMs: file.review_every,
    proveEveryMs: file.prove_every,
  };
}
