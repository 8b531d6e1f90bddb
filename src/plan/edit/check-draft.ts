import type { Plain } from '../../domain/plan/plan-edit';
import type { LintFacts } from '../check/lint/lint-plan';
import type { ParsedFiles } from '../parsed-files';
import { arrangeProblems, type PlanProblem } from '../plan-problem';
import { type ReadPlanOptions, readPlan } from '../read-plan';
import { readYaml } from '../read-yaml';
import { asWritten } from './line-ends';
import { type PathAt, pathsIn } from './paths-in';
import { planFileOf } from './plan-file';

/** A problem of the draft, with the field that it stands in. */
export type DraftProblem = PlanProblem & { readonly path: readonly (string | number)[] };

/** What a draft says, as plain data; null = it is not YAML that can be read. */
export type CheckedDraft = { readonly value: Plain | null; readonly problems: readonly DraftProblem[] };

/** What is wrong with the whole plan: with the file that a draft is of, and with others. */
export type CheckedWithDraft = {
  readonly own: readonly DraftProblem[];
  readonly others: readonly PlanProblem[];
  /** What the plan with the draft lacks in this file; null = nobody asked, or it has errors. */
  readonly lacks: readonly DraftProblem[] | null;
};

/** What is wrong with a draft alone, without looking at other files. Quick. */
export async function checkFile(file: string, text: string, parsed?: ParsedFiles): Promise<CheckedDraft> {
  const { part } = planFileOf(file);
  if (part === null) return { value: null, problems: [] };
  const bytes = asWritten(text, null);
  const folder = { root: '', contents: new Map<string, Buffer>(), drafts: new Map([[file, bytes]]), parsed };
  const { written, problems } = await readYaml(folder, file, part);
  const pathAt = pathsIn(text);
  const value = written === undefined ? null : (written as Plain);
  return { value, problems: arrangeProblems(problems).map((problem) => withPath(problem, pathAt)) };
}

/**
 * What is wrong with the whole plan if the draft stood in the folder: that of the file itself, and that of others.
 * @param facts with these also what the file would lack, where the plan has no error; see `lintPlan`
 */
export async function checkWithDraft(
  root: string,
  file: string,
  text: string,
  options: ReadPlanOptions,
  facts?: LintFacts,
): Promise<CheckedWithDraft> {
  const drafts = new Map([[file, asWritten(text, null)]]);
  const { problems, lint } = await readPlan(root, { ...options, drafts });
  const pathAt = pathsIn(text);
  const own = (found: readonly PlanProblem[]) =>
    found.filter((each) => each.file === file).map((problem) => withPath(problem, pathAt));
  return {
    own: own(problems),
    others: problems.filter((each) => each.file !== file),
    lacks: facts && lint ? own(lint(facts)) : null,
  };
}

/**
 * Why a draft may not be saved: errors of its own, and errors elsewhere that were not there before. A plan that is
 * broken in two places can so be mended one file after the other.
 */
export function inTheWay(
  checked: { readonly own: readonly PlanProblem[]; readonly others: readonly PlanProblem[] },
  before: readonly PlanProblem[],
): readonly PlanProblem[] {
  const known = new Set(before.map(({ file, rule, message }) => `${file}\0${rule}\0${message}`));
  const isError = ({ severity }: PlanProblem) => severity === 'error';
  return [
    ...checked.own.filter(isError),
    ...checked.others
      .filter(isError)
      .filter(({ file, rule, message }) => !known.has(`${file}\0${rule}\0${message}`)),
  ];
}

function withPath(problem: PlanProblem, pathAt: PathAt): DraftProblem {
  return { ...problem, path: pathAt(problem) };
}
