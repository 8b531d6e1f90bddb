import { homedir } from 'node:os';
import { isAbsolute, join, posix, relative, resolve, sep } from 'node:path';
import { hasWildcard, wildcardMatcher } from '../../../domain/run/wildcard';
import { listFolder } from '../../list-folder';
import { isInside, type PlanFolder } from '../../plan-folder';
import type { PlanProblem } from '../../plan-problem';

export type Included =
  | { readonly files: readonly string[]; readonly problems: readonly PlanProblem[] }
  | { readonly outside: true }
  | { readonly unreadable: string };

/**
 * The files that an `Include` means, relative to the plan folder and sorted. A path is relative to the folder
 * of the ssh_config that is read first; `*` and `?` may stand in its last part.
 */
export async function includedFiles(folder: PlanFolder, top: string, written: string): Promise<Included> {
  const base = resolve(folder.root, posix.dirname(top));
  const path = written.startsWith('~/')
    ? join(homedir(), written.slice(2))
    : isAbsolute(written)
      ? written
      : resolve(base, written);
  if (!isInside(folder.root, path)) return { outside: true };
  const file = relative(folder.root, path).split(sep).join('/');
  if (!hasWildcard(file)) return { files: [file], problems: [] };
  const directory = posix.dirname(file);
  if (hasWildcard(directory)) return { unreadable: 'has a wildcard in the name of a folder' };
  const matches = wildcardMatcher(posix.basename(file));
  const { entries, problems } = await listFolder(folder, directory);
  const names = entries.filter(({ name, isFolder }) => !isFolder && !name.startsWith('.') && matches(name));
  return { files: names.map(({ name }) => posix.join(directory, name)), problems };
}
