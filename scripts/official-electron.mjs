import { access, readFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from './lock.mjs';
import { runCommand } from './run-command.mjs';

/** Where there is a fallback, a download may take this long; where there is none, waiting is better than failing. */
const LIMIT_WITH_FALLBACK_MS = 60_000;
const LIMIT_WITHOUT_FALLBACK_MS = 20 * 60_000;

/** @type {Map<string, string>} why the download failed, per electron package, for as long as this process lives */
const failures = new Map();

/** Path of the Electron binary inside a runtime's folder. @param {NodeJS.Platform} platform */
export function executableInside(platform) {
  if (platform === 'darwin') return path.join('Electron.app', 'Contents', 'MacOS', 'Electron');
  return platform === 'win32' ? 'electron.exe' : 'electron';
}

/**
 * The runtime that the `electron` package has downloaded, or undefined while it is absent, half-unpacked, or of
 * another version than the package.
 * @param {string} electronPackage folder of the package, `node_modules/electron`
 * @returns {Promise<{ dist: string, executable: string, version: string } | undefined>}
 */
export async function findInstalledElectron(electronPackage) {
  try {
    const { version } = JSON.parse(await readFile(path.join(electronPackage, 'package.json'), 'utf8'));
    const dist = path.join(electronPackage, 'dist');
    // path.txt is written last: without it an unpacking was interrupted.
    const executable = path.join(dist, await readFile(path.join(electronPackage, 'path.txt'), 'utf8'));
    const unpacked = (await readFile(path.join(dist, 'version'), 'utf8')).trim().replace(/^v/, '');
    await access(executable);
    return unpacked === version ? { dist, executable, version } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Runs the electron package's own installer. Returns undefined when it worked, else one line that says why not;
 * a failure is remembered within this process, and the next start tries again.
 * @param {string} electronPackage
 * @param {{ log: (line: string) => void, fallbackExists: boolean }} options
 * @returns {Promise<string | undefined>}
 */
export async function downloadOfficialElectron(electronPackage, { log, fallbackExists }) {
  const known = failures.get(electronPackage);
  if (known !== undefined) return known;
  const timeoutMs = fallbackExists ? LIMIT_WITH_FALLBACK_MS : LIMIT_WITHOUT_FALLBACK_MS;
  const failure = await withLock(
    path.join(path.dirname(electronPackage), '.electron-download.lock'),
    async () => {
      if ((await findInstalledElectron(electronPackage)) !== undefined) return undefined;
      log('Trying the official Electron download…');
      const installer = path.join(electronPackage, 'install.js');
      const reason = whyItFailed(await runCommand(process.execPath, [installer], { timeoutMs }), timeoutMs);
      if (reason !== undefined) log(`It did not come: ${reason}`);
      return reason;
    },
    { log, waitingFor: 'another Holdfast process that is downloading Electron' },
    // Where node_modules may not be written to, there is nowhere to put a download either.
  ).catch((error) => /** @type {Error} */ (error).message);
  if (failure !== undefined) failures.set(electronPackage, failure);
  return failure;
}

/** @param {import('./run-command.mjs').CommandResult} result @param {number} timeoutMs */
function whyItFailed({ code, output, timedOut, startError }, timeoutMs) {
  if (code === 0) return undefined;
  if (timedOut)
    return `it took longer than ${timeoutMs / 1000} s (\`npx install-electron\` has no such limit)`;
  // The first line says it; what follows is a stack.
  return startError ?? output.split('\n').find((line) => line.trim() !== '') ?? `exit ${code}`;
}
