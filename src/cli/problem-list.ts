import { formatProblem, type PlanProblem, severities } from '../plan/plan-problem';

/** Of warnings and notes of one rule as many are listed; the rest is counted. */
const listedOfRule = 5;

/**
 * Problems for a person at a terminal: notes, then warnings, then errors, because what refuses the plan has to stand
 * where the eye is when the command has ended. Many of one rule are one line with their number, unless `all`.
 */
export function problemList(problems: readonly PlanProblem[], all: boolean): readonly string[] {
  return [...severities].reverse().flatMap((severity) => {
    const own = problems.filter((each) => each.severity === severity);
    if (severity === 'error' || all) return own.map(formatProblem);
    const byRule = new Map<string, PlanProblem[]>();
    for (const problem of own) {
      const same = byRule.get(problem.rule);
      if (same) same.push(problem);
      else byRule.set(problem.rule, [problem]);
    }
    return [...byRule].flatMap(([rule, same]) => {
      const shown = same.slice(0, listedOfRule).map(formatProblem);
      const rest = same.length - shown.length;
      return rest === 0
        ? shown
        : [
            ...shown,
            `  … and ${rest} more ${severity}${rest === 1 ? '' : 's'} ${rule}; --all lists ${rest === 1 ? 'it' : 'them'}`,
          ];
    });
  });
}

/** How many there are of each. */
export function countProblems(problems: readonly PlanProblem[]): {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
} {
  const of = (severity: PlanProblem['severity']) =>
    problems.filter((each) => each.severity === severity).length;
  return { errors: of('error'), warnings: of('warning'), notes: of('note') };
}

/** "1 error, 2 warnings, 3 notes" */
export function countWords(counts: ReturnType<typeof countProblems>): string {
  return Object.entries(counts)
    .map(([name, count]) => `${count} ${count === 1 ? name.slice(0, -1) : name}`)
    .join(', ');
}
