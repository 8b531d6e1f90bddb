import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * @typedef {object} StartArguments
 * @property {boolean} unattended
 * @property {string} outDir where an unattended run leaves what it made
 * @property {readonly string[]} passedOn arguments for Holdfast itself, in their order
 */

/**
 * Takes `--unattended` and `--out DIR` out of what was typed after `npm start --`; all else is for Holdfast.
 * Throws when --out has no folder.
 * @param {readonly string[]} typed
 * @param {Date} now names the default folder
 * @returns {StartArguments}
 */
export function readStartArguments(typed, now) {
  let unattended = false;
  let outDir = path.join(tmpdir(), `holdfast-demo-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`);
  const passedOn = [];
  for (let index = 0; index < typed.length; index += 1) {
    const argument = typed[index] ?? '';
    if (argument === '--unattended') {
      unattended = true;
    } else if (argument === '--out' || argument.startsWith('--out=')) {
      const folder = argument === '--out' ? typed[++index] : argument.slice('--out='.length);
      if (!folder) throw new Error('--out needs the folder to write to.');
      outDir = path.resolve(folder);
    } else {
      passedOn.push(argument);
    }
  }
  return { unattended, outDir, passedOn };
}

/** What to tell a person who starts Holdfast where no window can open. */
export const NO_DISPLAY = [
  'There is no display here ($DISPLAY and $WAYLAND_DISPLAY are empty), so Holdfast cannot open its window. Two ways on:',
  '  npm run drill                        a whole incident in this terminal, without a window',
  '  npm start -- --demo --unattended     the window on a virtual display, played through, with screenshots',
].join('\n');
