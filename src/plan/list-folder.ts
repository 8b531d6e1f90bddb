import { readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, isInside, type PlanFolder } from './plan-folder';
import { type PlanProblem, planError, startOfFile } from './plan-problem';

export type FolderEntry = { readonly name: string; readonly isFolder: boolean };

/** What stands in a folder within the plan folder, sorted by name. A missing folder is empty; links count as files. */
export async function listFolder(
  folder: PlanFolder,
  directory: string,
): Promise<{ readonly entries: readonly FolderEntry[]; readonly problems: readonly PlanProblem[] }> {
  const refused = (rule: string, message: string, fix: string) => ({
    entries: [],
    problems: [planError(directory, startOfFile, rule, message, fix)],
  });
  try {
    const path = await realpath(join(folder.root, directory));
    if (!isInside(folder.root, path)) {
      return refused(
        'outside-folder',
        `${directory} leads out of the plan folder.`,
        'Put a folder here instead of a link.',
      );
    }
    const entries = await readdir(path, { withFileTypes: true });
    const named = entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    return { entries: named.sort((a, b) => (a.name < b.name ? -1 : 1)), problems: [] };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return { entries: [], problems: [] };
    return refused(
      'cannot-read',
      `${directory} cannot be listed (${codeOf(error)}).`,
      'Allow this user to read it.',
    );
  }
}
