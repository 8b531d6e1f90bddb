import type * as z from 'zod';

/**
 * Zod's issues without those of a choice as a whole where one alternative was clearly meant: a list with a
 * mistake in its second item is told as that mistake, not as "neither text nor list".
 */
export function flatIssues(issues: readonly z.core.$ZodIssue[]): readonly z.core.$ZodIssue[] {
  return issues.flatMap((issue) => {
    if (issue.code !== 'invalid_union') return [issue];
    const meant = issue.errors.find(
      (inner) => inner.length > 0 && inner.every(({ path }) => path.length > 0),
    );
    if (!meant) return [issue];
    return flatIssues(meant.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })));
  });
}
