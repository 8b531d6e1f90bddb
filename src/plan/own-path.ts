import { realpath } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join, posix } from 'node:path';
import { isInside, type PlanFolder } from './plan-folder';
import { type PlanProblem, type Position, planError } from './plan-problem';

/**
 * Absolute path of a file that the plan only points at: inside the folder, absolute, or from `~/`.
 * Null for a path that leads out of the folder, by its words or by a link; that the file exists is not asked.
 */
export async function ownPath(folder: PlanFolder, written: string): Promise<string | null> {
  if (written.startsWith('~/')) return join(homedir(), written.slice(2));
  if (isAbsolute(written)) return written;
  const inside = insideFolder(written);
  if (inside === null) return null;
  const file = join(folder.root, inside);
  try {
    return isInside(folder.root, await realpath(file)) ? file : null;
  } catch {
    // Not there or not to be reached: that is said by whoever opens it.
    return file;
  }
}

/**
 * A path inside the folder, with `/`. Null for one that leaves it by its own words; links are looked at
 * when the file is opened.
 */
export function insideFolder(written: string): string | null {
  const path = posix.normalize(written.replaceAll('\\', '/'));
  return path.startsWith('../') || path === '..' || isAbsolute(path) || /^[a-z]:/i.test(path) ? null : path;
}

/** The problem of a file that belongs to the user and stands neither in the folder nor by an absolute path. */
export function notOwnPath(name: string, written: string, at: Position): PlanProblem {
  const message = `${name} ${JSON.stringify(written)} is not inside the plan folder.`;
  const fix = 'Write a path inside the folder, an absolute path, or one from ~/.';
  return planError('plan.yaml', at, 'outside-folder', message, fix);
}
