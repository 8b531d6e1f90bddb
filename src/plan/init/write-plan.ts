import { mkdir, mkdtemp, readdir, rename, rm, rmdir, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { AppError } from '../../errors';
import { codeOf } from '../plan-folder';
import { formatProblem, type PlanProblem } from '../plan-problem';
import { type ReadPlanOptions, readPlan } from '../read-plan';

/** What there is to say of a plan without errors. */
export type WrittenPlan = {
  readonly warnings: readonly PlanProblem[];
  /** Where a placeholder is still to be written over. */
  readonly placeholders: readonly PlanProblem[];
};

/**
 * Writes a new plan into a folder that is empty or not there, whole or not at all: beside it first, read back, and put
 * in place only when it has no error.
 * @throws AppError `conflict` for a folder that holds something, `unavailable` when it cannot be written
 */
export async function writePlan(
  folder: string,
  files: Readonly<Record<string, string>>,
  options: ReadPlanOptions & { readonly nowMs: number },
): Promise<WrittenPlan> {
  await requireNew(folder);
  let beside = '';
  try {
    await mkdir(dirname(folder), { recursive: true });
    beside = await mkdtemp(join(dirname(folder), `.${basename(folder)}-`));
    for (const [file, text] of Object.entries(files)) {
      await mkdir(dirname(join(beside, file)), { recursive: true });
      await writeFile(join(beside, file), text, { flag: 'wx' });
    }
    const { plan, problems, lint } = await readPlan(beside, options);
    // In a plan that is there a group may have been emptied; in a new one its name is wrong.
    const refused = problems.filter(
      ({ severity, rule }) => severity === 'error' || rule === 'empty-selector',
    );
    if (!plan || refused.length > 0) throw mistakes(refused);
    // Windows does not put a folder in the place of another, not even of an empty one.
    await rmdir(folder).catch(() => {});
    await rename(beside, folder);
    const lacks = lint?.({ nowMs: options.nowMs, proofs: null }) ?? [];
    return { warnings: problems, placeholders: lacks.filter(({ rule }) => rule === 'placeholder') };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'unavailable',
      `${folder} cannot be written: ${whyNot(codeOf(error), dirname(folder))} Nothing was left there.`,
    );
  } finally {
    if (beside !== '') await rm(beside, { recursive: true, force: true });
  }
}

/** @throws AppError `conflict` for a folder that holds something */
export async function requireNew(folder: string): Promise<void> {
  const there = await readdir(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return [];
    const code = codeOf(error);
    if (code === 'ENOTDIR')
      throw new AppError('conflict', `${folder} is a file, or lies below one. Name a folder that is new.`);
    throw new AppError('conflict', `${folder} cannot be looked into (${code}). Name a folder that is new.`);
  });
  if (there.length > 0)
    throw new AppError(
      'conflict',
      `${folder} is not empty, and nothing in it is ever overwritten. Name a folder that is new.`,
    );
}

/** The plan is put together beside its place, so that it is the folder above it that has to take it. */
function whyNot(code: string, above: string): string {
  if (['EACCES', 'EPERM', 'EROFS'].includes(code))
    return `this user may not write in ${above} (${code}). Choose a folder in a place where you may.`;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `the disk is full (${code}). Free some space, or choose a folder on another one.`;
  if (code === 'ENOTDIR' || code === 'EEXIST')
    return `${above} is not a folder (${code}). Choose a folder in one.`;
  if (code === 'EXDEV' || code === 'EBUSY')
    return `it is a disk or a folder that is in use (${code}). Choose a folder inside it.`;
  return `the system refuses (${code}). Choose a folder elsewhere.`;
}

function mistakes(problems: readonly PlanProblem[]): AppError {
  return new AppError(
    'invalid-input',
    ['The plan would have mistakes, and was not written:', ...problems.map(formatProblem)].join('\n'),
  );
}
