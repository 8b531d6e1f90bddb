import type { ImpactPoint } from '../service/service';
import type { RiskCategory } from './category';
import { type Impact, impactOfOutage, impactOfPriority, type MoneySteps } from './impact-level';
import { normalSummary } from './normal-summary';
import type { Occurrence } from './occurrence';

export const dayMs = 86_400_000;
export const yearMs = 365 * dayMs;

/** From when on something counts as recurring, and what is needed to weigh it. */
export type PatternSettings = {
  /** So many within `withinMs` are a pattern. */
  readonly least: number;
  readonly withinMs: number;
  readonly money: MoneySteps;
};

export const defaultPatterns = { least: 3, withinMs: 180 * dayMs } as const;

/** What keeps happening: one category at one service. Ranked by `score`. */
export type Pattern = {
  readonly key: string;
  readonly category: RiskCategory;
  readonly service: string | null;
  /** What the source calls the thing where it is no service of the plan. */
  readonly item: string | null;
  /** Newest first. */
  readonly occurrences: readonly Occurrence[];
  /** `now`: enough of them up to today; `before`: once were; `no`: never that often. */
  readonly recurring: 'now' | 'before' | 'no';
  readonly perYear: number;
  /** Of those whose time to restore is known; null = of none. */
  readonly medianMs: number | null;
  readonly worstMs: number | null;
  readonly timed: number;
  /** Mean over the occurrences, 1–5. */
  readonly impact: number;
  /** Of the worst one. */
  readonly worstImpact: Impact;
  /** perYear × impact. */
  readonly score: number;
  /** In the last 90 days, and in the 90 before. */
  readonly trend: { readonly last: number; readonly before: number };
  /** What was written most often, with how often. */
  readonly wording: readonly { readonly text: string; readonly count: number }[];
};

const trendMs = 90 * dayMs;

/**
 * Every occurrence in exactly one pattern; the heaviest first. Where the words say nothing (`uncategorised`) only like
 * summaries go together. Frequency is over what all occurrences span up to `at`, at least `withinMs`, so that a
 * week of history does not promise a year of it. What lies after `at` is counted as of `at`.
 */
export function findPatterns(
  occurrences: readonly Occurrence[],
  impactOf: (service: string) => readonly ImpactPoint[],
  settings: PatternSettings,
  at: number,
): readonly Pattern[] {
  let first = at;
  const clusters = new Map<string, Occurrence[]>();
  for (const each of occurrences) {
    first = Math.min(first, each.at);
    const key = clusterKey(each);
    const others = clusters.get(key);
    if (others) others.push(each);
    else clusters.set(key, [each]);
  }
  const years = Math.max(at - first, settings.withinMs) / yearMs;
  return [...clusters]
    .map(([key, members]) => patternOf(key, members, impactOf, settings, years, at))
    .sort(
      (a, b) => b.score - a.score || b.occurrences.length - a.occurrences.length || (a.key < b.key ? -1 : 1),
    );
}

function clusterKey({ category, service, item, summary }: Occurrence): string {
  const place = service === null ? `?${normalSummary(item ?? '')}` : service;
  const words = category === 'uncategorised' ? `/${normalSummary(summary)}` : '';
  return `${category}/${place}${words}`;
}

function patternOf(
  key: string,
  members: readonly Occurrence[],
  impactOf: (service: string) => readonly ImpactPoint[],
  settings: PatternSettings,
  years: number,
  at: number,
): Pattern {
  const occurrences = [...members].sort((a, b) => b.at - a.at || (a.key < b.key ? -1 : 1));
  const impacts = occurrences.map((each) => impactOfOccurrence(each, impactOf, settings.money));
  const lengths = occurrences.flatMap(({ lengthMs }) => lengthMs ?? []).sort((a, b) => a - b);
  const [newest] = occurrences;
  const impact = impacts.reduce((sum, { level }) => sum + level, 0) / Math.max(1, impacts.length);
  const perYear = occurrences.length / years;
  return {
    key,
    category: newest?.category ?? 'uncategorised',
    service: newest?.service ?? null,
    item: newest?.item ?? null,
    occurrences,
    recurring: recurrence(occurrences, settings, at),
    perYear,
    medianMs: lengths[Math.floor((lengths.length - 1) / 2)] ?? null,
    worstMs: lengths.at(-1) ?? null,
    timed: lengths.length,
    impact,
    worstImpact: impacts.reduce(
      (worst, each) => (each.level > worst.level ? each : worst),
      impacts[0] ?? impactOfPriority(null),
    ),
    score: perYear * impact,
    trend: {
      last: occurrences.filter((each) => each.at > at - trendMs).length,
      before: occurrences.filter((each) => each.at <= at - trendMs && each.at > at - 2 * trendMs).length,
    },
    wording: wordingOf(occurrences),
  };
}

/** By the impact analysis where service and length are known, else by how urgent somebody found it. */
export function impactOfOccurrence(
  { service, lengthMs, priority }: Occurrence,
  impactOf: (service: string) => readonly ImpactPoint[],
  steps: MoneySteps,
): Impact {
  const byCurve =
    service === null || lengthMs === null ? null : impactOfOutage(impactOf(service), lengthMs, steps);
  return byCurve ?? impactOfPriority(priority);
}

function recurrence(
  newestFirst: readonly Occurrence[],
  settings: PatternSettings,
  at: number,
): Pattern['recurring'] {
  const { least, withinMs } = settings;
  const lastOf = (index: number) => newestFirst[index + least - 1]?.at;
  const isDense = newestFirst.some(
    (each, index) => each.at - (lastOf(index) ?? Number.NEGATIVE_INFINITY) <= withinMs,
  );
  if (!isDense) return 'no';
  return (lastOf(0) ?? Number.NEGATIVE_INFINITY) >= at - withinMs ? 'now' : 'before';
}

function wordingOf(occurrences: readonly Occurrence[]): Pattern['wording'] {
  const counts = new Map<string, { text: string; count: number }>();
  for (const { summary } of occurrences) {
    const key = normalSummary(summary);
    const known = counts.get(key);
    if (known) known.count += 1;
    else counts.set(key, { text: summary, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).slice(0, 5);
}
