import { access, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fingerprintInputs } from './build-inputs.mjs';
import { withLock } from './lock.mjs';
import { logToStderr, PROJECT_ROOT, runAsProgram } from './project.mjs';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {object} BuildOptions
 * @property {string} [projectRoot]
 * @property {(line: string) => void} [log] default: standard error; a build that is up to date logs nothing
 */

const OUTPUTS = ['main', 'preload', 'renderer'];

/**
 * Brings `out/` up to date with the sources, and does nothing when it is. Safe with several processes at once: one
 * builds, the others wait for it. Throws an error that carries the build's whole output when it fails.
 * @param {BuildOptions} [options]
 * @returns {Promise<{ built: boolean }>}
 */
export async function ensureBuilt({ projectRoot = PROJECT_ROOT, log = logToStderr } = {}) {
  if ((await fingerprintInputs(projectRoot)) === (await builtFingerprint(projectRoot)))
    return { built: false };
  return await withLock(
    path.join(projectRoot, 'out', '.build-lock'),
    async () => {
      // Taken again under the lock: the process we waited for may have built just this.
      const fingerprint = await fingerprintInputs(projectRoot);
      if (fingerprint === (await builtFingerprint(projectRoot))) return { built: false };
      await build(projectRoot, fingerprint, log);
      return { built: true };
    },
    { log, waitingFor: 'another build of the same sources' },
  );
}

/** @param {string} projectRoot @param {string} fingerprint @param {(line: string) => void} log */
async function build(projectRoot, fingerprint, log) {
  const startedAt = performance.now();
  // Gone before the build begins: an interrupted build must not pass for a finished one.
  await rm(stampFile(projectRoot), { force: true });
  const program = path.join(projectRoot, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
  const { code, output, startError } = await runCommand(process.execPath, [program, 'build'], {
    cwd: projectRoot,
    environment: { ...process.env, NODE_ENV: 'production' },
  });
  if (code !== 0) throw new Error(`The build failed (${startError ?? `exit ${code}`}):\n${output.trim()}`);
  await writeFile(stampFile(projectRoot), fingerprint);
  log(`Built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s.`);
}

/** The fingerprint that `out/` was built from; undefined when there is no complete build. @param {string} projectRoot */
async function builtFingerprint(projectRoot) {
  try {
    await Promise.all(OUTPUTS.map((output) => access(path.join(projectRoot, 'out', output))));
    return await readFile(stampFile(projectRoot), 'utf8');
  } catch {
    return undefined;
  }
}

/** @param {string} projectRoot */
function stampFile(projectRoot) {
  return path.join(projectRoot, 'out', '.build-stamp');
}

await runAsProgram(import.meta.url, async () => {
  await ensureBuilt();
});
