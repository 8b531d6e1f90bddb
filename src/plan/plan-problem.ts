/**
 * One thing wrong with the plan folder, said so that a person can mend it without reading code.
 *
 * `rule` is a stable id (`unknown-field`, `missing-file`, …; all are listed in docs/plan.md).
 * An `error` refuses the whole plan; a `warning` does not, and neither does a `note`, which only says what is good to have.
 */
export type PlanProblem = {
  /** Relative to the plan folder, with `/` on every system; `.` is the folder itself. */
  readonly file: string;
  /** From 1. A problem of a whole file is at 1:1. */
  readonly line: number;
  /** From 1, in UTF-16 code units as editors count them. */
  readonly column: number;
  readonly rule: string;
  readonly severity: 'error' | 'warning' | 'note';
  /** What is wrong: one or more whole sentences. */
  readonly message: string;
  /** What would be right: a whole sentence. */
  readonly fix: string;
};

/** The worst first. */
export const severities = ['error', 'warning', 'note'] as const;

/** A place in a file; both count from 1. */
export type Position = { readonly line: number; readonly column: number };

/** Where a problem of a whole file is shown. */
export const startOfFile: Position = { line: 1, column: 1 };

/** The problem on one line, in the `file:line:column` form that editors and terminals make clickable. */
export function formatProblem(problem: PlanProblem): string {
  const { file, line, column, severity, rule, message, fix } = problem;
  return `${file}:${line}:${column} ${severity} ${rule}  ${message} ${fix}`;
}

/** Builds an error at a place. */
export function planError(
  file: string,
  at: Position,
  rule: string,
  message: string,
  fix: string,
): PlanProblem {
  return { file, line: at.line, column: at.column, rule, severity: 'error', message, fix };
}

/** Builds a warning at a place. */
export function planWarning(
  file: string,
  at: Position,
  rule: string,
  message: string,
  fix: string,
): PlanProblem {
  return { ...planError(file, at, rule, message, fix), severity: 'warning' };
}

/** More than this in one file is noise: the rest is counted, not listed. */
export const problemsPerFile = 100;

/**
 * Problems in reading order, without repetitions, at most `most` of each file.
 * What is cut is counted in a `more-problems` entry as severe as the worst of what it stands for.
 */
export function arrangeProblems(
  problems: readonly PlanProblem[],
  most: number = problemsPerFile,
): readonly PlanProblem[] {
  const distinct = new Map(problems.map((problem) => [formatProblem(problem), problem]));
  const byFile = new Map<string, PlanProblem[]>();
  for (const problem of distinct.values()) {
    const ofFile = byFile.get(problem.file);
    if (ofFile) ofFile.push(problem);
    else byFile.set(problem.file, [problem]);
  }
  return [...byFile.entries()]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([file, ofFile]) => cut(file, ofFile.sort(byPlace), most));
}

function byPlace(a: PlanProblem, b: PlanProblem): number {
  return a.line - b.line || a.column - b.column;
}

function cut(file: string, ofFile: readonly PlanProblem[], most: number): readonly PlanProblem[] {
  if (ofFile.length <= most) return ofFile;
  const rest = ofFile.slice(most);
  const first = rest[0] ?? startOfFile;
  const more = planError(
    file,
    { line: first.line, column: first.column },
    'more-problems',
    `${rest.length} more problems follow in this file.`,
    'Mend those above first.',
  );
  const severity = severities.find((each) => rest.some((problem) => problem.severity === each)) ?? 'error';
  return [...ofFile.slice(0, most), { ...more, severity }];
}
