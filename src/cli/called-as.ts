import { existsSync } from 'node:fs';
import path from 'node:path';
import { shellWord } from '../domain/run/render/shell-word';

/** How this program was started, as far as it tells which command starts it again. */
export type Call = {
  /** The folder that holds the sources or the installed program. */
  readonly root: string;
  readonly workingFolder: string;
  /** What npm says that it does, as in `npm_command`. */
  readonly npmCommand: string | undefined;
};

/**
 * The word with which a next command begins, so that it works where this one did. In a clone only npx finds the
 * program; beside it npx would ask a registry for somebody else's of the same name.
 */
export function calledAs({ root, workingFolder, npmCommand }: Call = thisCall()): string {
  const isClone = existsSync(path.join(root, 'electron.vite.config.mts'));
  if (!isClone) return npmCommand === 'exec' ? 'npx holdfast' : 'holdfast';
  const below = path.relative(root, workingFolder);
  const isInside = below !== '..' && !below.startsWith(`..${path.sep}`) && !path.isAbsolute(below);
  return isInside ? 'npx holdfast' : `node ${asTyped(path.join(root, 'bin', 'holdfast.mjs'))}`;
}

/** A word as a POSIX shell takes it, quoted only where the shell would read more into it. */
export const asTyped = (text: string): string =>
  /^[\w./:@%+=][\w./:@%+=-]*$/.test(text) ? text : shellWord(text);

// The command line is built to `out/main`.
const thisCall = (): Call => ({
  root: path.join(__dirname, '../..'),
  workingFolder: process.cwd(),
  npmCommand: process.env.npm_command,
});
