import { saysNothing } from '../service/impact-words';
import type { ImpactPoint } from '../service/service';

/**
 * Money lost after `elapsedMs`, interpolated linearly between the points of the impact analysis
 * from 0 at impact start, and beyond the last point at the last slope. A point at 0 is lost at once.
 */
export function accruedRevenue(points: readonly ImpactPoint[], elapsedMs: number): number {
  let before = { atMs: 0, revenue: 0 };
  let slope = 0;
  for (const point of points) {
    if (point.atMs === before.atMs) {
      before = point;
      continue;
    }
    slope = (point.revenue - before.revenue) / (point.atMs - before.atMs);
    if (elapsedMs <= point.atMs) return before.revenue + slope * (elapsedMs - before.atMs);
    before = point;
  }
  return before.revenue + slope * (elapsedMs - before.atMs);
}

/** What a point means for people, in words; `none` is how a plan says that there is nothing to say. */
export const impactWords = ({ operations, safety }: ImpactPoint): string =>
  [operations, safety].filter((words) => !saysNothing(words)).join(', ');

/** The point of the analysis that comes next: what it will mean if nothing is restored by then. */
export function nextImpact(points: readonly ImpactPoint[], elapsedMs: number): ImpactPoint | null {
  return points.find((point) => point.atMs > elapsedMs) ?? null;
}

/** What an outage of some length does: the money as it runs up, the words as they stand. */
export type ImpactAt = {
  readonly revenue: number;
  /** `none` before the first line of the analysis says otherwise. */
  readonly operations: string;
  readonly safety: string;
  readonly compliance: string;
};

/** The lengths at which a business impact analysis is read, in milliseconds: 1 h, 4 h, 24 h. */
export const impactTimes = [3_600_000, 14_400_000, 86_400_000] as const;

/** The impact after `elapsedMs`: money in proportion between two lines, words of the last line reached. */
export function impactAt(points: readonly ImpactPoint[], elapsedMs: number): ImpactAt {
  const reached = points.findLast((point) => point.atMs <= elapsedMs);
  const { operations = 'none', safety = 'none', compliance = 'none' } = reached ?? {};
  return { revenue: accruedRevenue(points, elapsedMs), operations, safety, compliance };
}
