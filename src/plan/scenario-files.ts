import { listFolder } from './list-folder';
import { type PlanFolder, readText } from './plan-folder';
import type { PlanProblem } from './plan-problem';

/** A scenario is a page or two that people talk through. */
export const mostScenarioBytes = 200_000;

/**
 * The texts right in `scenarios`, sorted by name. Everything else that stands there, such as a picture, is passed over.
 */
export async function listScenarios(
  folder: PlanFolder,
): Promise<{ readonly files: readonly string[]; readonly problems: readonly PlanProblem[] }> {
  const { entries, problems } = await listFolder(folder, 'scenarios');
  const files = entries
    .filter(({ name, isFolder }) => !isFolder && name.endsWith('.md') && !name.startsWith('.'))
    .map(({ name }) => `scenarios/${name}`);
  return { files, problems };
}

/**
 * What keeps people from reading a scenario. Only warned about: no run and no rule depends on these texts, so one that is
 * broken must not keep a plan from being in force. For the same reason they are not part of its digest.
 */
export async function checkScenarios(folder: PlanFolder): Promise<readonly PlanProblem[]> {
  const { files, problems } = await listScenarios(folder);
  const found = [...problems];
  for (const file of files)
    found.push(...(await readText({ ...folder, contents: new Map() }, file, mostScenarioBytes)).problems);
  return found.map((problem) => ({ ...problem, severity: 'warning' }));
}
