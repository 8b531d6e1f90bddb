import type { Plan } from '../../../domain/plan/plan';
import type { Review } from '../../../domain/plan/review';
import { type Finding, runbookFile, serviceFile, warn } from './finding';

// The end of today somewhere else is not yet here.
const soonMs = 2 * 86_400_000;

/** A review that has not been held yet: with a slip in the year nothing would be due for years. */
export function lintReviewDays({ services, runbooks, people }: Plan, nowMs: number): readonly Finding[] {
  const of = (
    file: string,
    path: readonly PropertyKey[],
    name: string,
    review: Review | undefined,
  ): readonly Finding[] => {
    if (!review || review.onMs <= nowMs + soonMs) return [];
    const day = new Date(review.onMs).toISOString().slice(0, 10);
    const message = `${name} was reviewed on ${day}, which is still to come: until then nothing is ever due.`;
    return [warn(file, [...path, 'reviewed', 'on'], 'review-in-future', message, 'Correct the day.')];
  };
  return [
    ...services.flatMap(({ id, name, reviewed }) => of(serviceFile(id), [], name, reviewed)),
    ...runbooks.flatMap(({ id, reviewed }) => of(runbookFile(id), [], id, reviewed)),
    ...people.flatMap(({ name, reviewed }, index) => of('plan.yaml', ['people', index], name, reviewed)),
  ];
}
