import { stat } from 'node:fs/promises';
import { checkSelector, countSelected } from '../app/plan-holder';
import type { Endpoint, Hop } from '../domain/plan/plan';
import { AppError } from '../errors';
import { nobody, readInventoryFile } from '../plan/import/read-inventory-file';
import { formatProblem, type PlanProblem } from '../plan/plan-problem';
import { readPlan } from '../plan/read-plan';

export type Earlier = {
  readonly endpoints: readonly Endpoint[];
  /** An inventory alone has no host keys, and names a user only where it must. */
  readonly isWhole: boolean;
};

/**
 * The endpoints of another plan folder or of one inventory file. What an inventory leaves to its plan stays open: a
 * user is then empty, and no host key is on file.
 * @throws AppError for what cannot be read whole: half of an inventory would look like a change
 */
export async function earlierEndpoints(path: string): Promise<Earlier> {
  const isFolder = await stat(path).then(
    (about) => about.isDirectory(),
    () => false,
  );
  if (isFolder) {
    const { plan, problems } = await readPlan(path, { checkSelector, countSelected });
    return plan ? { endpoints: plan.endpoints, isWhole: true } : refused(path, problems);
  }
  const read = await readInventoryFile(path, undefined);
  if (read === null) throw new AppError('not-found', `${path} is neither a plan folder nor an inventory.`);
  if (read.problems.some(({ severity }) => severity === 'error')) return refused(path, read.problems);
  const endpoints = read.endpoints.map(({ jump, ...endpoint }) => ({
    ...open(endpoint),
    ...(jump && { jump: jump.map((hop): Hop => open(hop)) }),
  }));
  return { endpoints, isWhole: false };
}

const open = <T extends { readonly user: string }>(machine: T): T =>
  machine.user === nobody ? { ...machine, user: '' } : machine;

function refused(path: string, problems: readonly PlanProblem[]): never {
  const errors = problems.filter(({ severity }) => severity === 'error').map(formatProblem);
  throw new AppError('invalid-input', `${path} has errors.\n${errors.join('\n')}`);
}
