import { listFolder } from './list-folder';
import { nearestWord } from './nearest-word';
import type { PlanFolder } from './plan-folder';
import { type PlanProblem, planWarning, startOfFile } from './plan-problem';

const known = ['plan.yaml', 'services', 'runbooks', 'risks', 'fleet', 'history', 'history.yaml'];

/** Files and folders beside plan.yaml that are called almost like what is read: all in them is missed in silence. */
export async function strangeNames(folder: PlanFolder): Promise<readonly PlanProblem[]> {
  const { entries } = await listFolder(folder, '.');
  return entries.flatMap(({ name }) => {
    const meant = known.includes(name) || name.startsWith('.') ? null : nearestWord(name, known);
    if (meant === null) return [];
    const message = `${name} is not read.`;
    return [planWarning(name, startOfFile, 'ignored-file', message, `Did you mean "${meant}"?`)];
  });
}
