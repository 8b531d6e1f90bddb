import type { PlanProblem } from '../../plan-problem';
import type { Path } from '../../yaml/locate';

/** What a lint rule says, before it is known on which line that stands. */
export type Finding = Pick<PlanProblem, 'severity' | 'rule' | 'message' | 'fix'> & {
  /** Relative to the plan folder. */
  readonly file: string;
  readonly path: Path;
};

type Words = readonly [rule: string, message: string, fix: string];

/** Something that will hurt when it is needed. */
export function warn(file: string, path: Path, ...[rule, message, fix]: Words): Finding {
  return { severity: 'warning', file, path, rule, message, fix };
}

/** Something that is good to have. */
export function note(file: string, path: Path, ...[rule, message, fix]: Words): Finding {
  return { ...warn(file, path, rule, message, fix), severity: 'note' };
}

export const serviceFile = (id: string) => `services/${id}.yaml`;
export const riskFile = (id: string) => `risks/${id}.yaml`;
export const runbookFile = (id: string) => `runbooks/${id}.yaml`;
