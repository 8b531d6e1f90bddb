import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../errors';
import { didYouMean } from '../plan/nearest-word';
import { openPlanFolder } from '../plan/plan-folder';
import { formatProblem } from '../plan/plan-problem';
import { readYaml } from '../plan/read-yaml';
import { planFileSchema } from '../plan/schema/plan-file';

/**
 * Where runbooks go that are written to `out`: of a plan into its `runbooks`, elsewhere into the folder itself. A plan
 * must know the owner; of it only plan.yaml has to be right, since a runbook may be just what it lacks.
 * @throws AppError `invalid-input`
 */
export async function runbookTarget(out: string, owner: string | undefined): Promise<string> {
  const plan = await planOf(path.resolve(out));
  if (plan === null) return out;
  const { folder, problems: unopened } = await openPlanFolder(plan);
  const part = folder && (await readYaml(folder, 'plan.yaml', { what: 'the plan', schema: planFileSchema }));
  const people = part?.value?.people.map(({ id }) => id);
  if (!people) {
    const why = [...unopened, ...(part?.problems ?? [])].map(formatProblem).join('\n');
    throw new AppError(
      'invalid-input',
      `The people of the plan cannot be read. Nothing was written.\n${why}`,
    );
  }
  requireOwner(owner, people);
  const target = path.join(path.resolve(out) === plan ? out : path.dirname(out), 'runbooks');
  await requireInside(target, plan);
  return target;
}

/** The plan that `out`, or the folder around it, is of; null = none. */
export async function planOf(out: string): Promise<string | null> {
  if (await isThere(path.join(out, 'plan.yaml'))) return path.resolve(out);
  const above = path.dirname(path.resolve(out));
  const isRunbooks = path.basename(out) === 'runbooks' && (await isThere(path.join(above, 'plan.yaml')));
  return isRunbooks ? above : null;
}

function requireOwner(owner: string | undefined, people: readonly string[]): void {
  const there = `The plan has: ${people.join(', ')}.`;
  if (owner === undefined)
    throw new AppError(
      'invalid-input',
      `A runbook of a plan has an owner. Add --owner <person>. ${there} Nothing was written.`,
    );
  if (people.includes(owner)) return;
  throw new AppError(
    'invalid-input',
    `--owner ${owner}: the plan names nobody by that name. ${didYouMean(owner, people, there)} Nothing was written.`,
  );
}

async function requireInside(target: string, plan: string): Promise<void> {
  const real = await realpath(target).catch(() => null);
  if (real === null) return;
  if (real.startsWith((await realpath(plan)) + path.sep)) return;
  throw new AppError(
    'invalid-input',
    `${target} leads out of the plan to ${real}, where the plan does not read. Nothing was written.`,
  );
}

/** Whether a file is there. */
export const isThere = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  );
