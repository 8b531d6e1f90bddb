import { access, readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { installEvaluationRuntime } from './evaluation-runtime/install.mjs';
import { EVALUATION_RECIPE } from './evaluation-runtime/recipe.mjs';
import { downloadOfficialElectron, executableInside, findInstalledElectron } from './official-electron.mjs';
import { logToStderr, PROJECT_ROOT } from './project.mjs';

/**
 * @typedef {object} ElectronRuntime
 * @property {string} dist the runtime's folder, as in ELECTRON_OVERRIDE_DIST_PATH
 * @property {string} executable absolute path of the binary, as in ELECTRON_EXEC_PATH
 * @property {string} version without a leading v
 * @property {'override' | 'official' | 'evaluation'} kind
 */

/**
 * @typedef {object} ResolveOptions
 * @property {(line: string) => void} [log] default: standard error
 * @property {string} [cacheDir] default: `holdfast` in XDG_CACHE_HOME or ~/.cache
 * @property {boolean} [allowFallback] default true; false for what is to be shipped
 * @property {NodeJS.ProcessEnv} [environment]
 * @property {string} [projectRoot] where node_modules/electron is
 * @property {NodeJS.Platform} [platform]
 * @property {string} [architecture]
 * @property {import('./evaluation-runtime/recipe.mjs').EvaluationRecipe} [recipe]
 */

/**
 * Finds an Electron to run: the one ELECTRON_OVERRIDE_DIST_PATH names, the installed official one, the official
 * download, and on linux-x64 the evaluation runtime, in this order. May be called again and again.
 * Throws, saying what would be right, when there is none, and when a checksum differs.
 * @param {ResolveOptions} [options]
 * @returns {Promise<ElectronRuntime>}
 */
export async function resolveElectron(options = {}) {
  const {
    log = logToStderr,
    environment = process.env,
    cacheDir = defaultCacheDir(environment),
    allowFallback = true,
    projectRoot = PROJECT_ROOT,
    platform = process.platform,
    architecture = process.arch,
    recipe = EVALUATION_RECIPE,
  } = options;

  const override = environment.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return await runtimeFromOverride(path.resolve(override), platform);

  const electronPackage = path.join(projectRoot, 'node_modules', 'electron');
  const installed = await findInstalledElectron(electronPackage);
  if (installed !== undefined) return { ...installed, kind: 'official' };

  const fallbackExists = allowFallback && platform === 'linux' && architecture === 'x64';
  const failure = await downloadOfficialElectron(electronPackage, { log, fallbackExists });
  const downloaded = await findInstalledElectron(electronPackage);
  if (downloaded !== undefined) return { ...downloaded, kind: 'official' };

  const wanted = await officialVersion(electronPackage);
  if (!fallbackExists)
    throw new Error(noElectron({ wanted, failure, platform, architecture, allowFallback }));
  log(
    `Official Electron ${wanted.split('.')[0]} could not be downloaded; using Electron ${recipe.version}, ` +
      'for evaluation and tests only.',
  );
  const dist = await installEvaluationRuntime({ cacheDir, log, recipe });
  return { dist, executable: path.join(dist, 'electron'), version: recipe.version, kind: 'evaluation' };
}

/**
 * What child processes need to use this runtime: `npx electron` and Playwright read the first, electron-vite the
 * second, Holdfast's own tests the third.
 * @param {ElectronRuntime} runtime
 */
export function electronEnvironment(runtime) {
  return {
    ELECTRON_OVERRIDE_DIST_PATH: runtime.dist,
    ELECTRON_EXEC_PATH: runtime.executable,
    HOLDFAST_ELECTRON: runtime.executable,
  };
}

/** @param {NodeJS.ProcessEnv} environment */
function defaultCacheDir(environment) {
  return path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'holdfast');
}

/** @param {string} dist @param {NodeJS.Platform} platform @returns {Promise<ElectronRuntime>} */
async function runtimeFromOverride(dist, platform) {
  const executable = path.join(dist, executableInside(platform));
  try {
    await access(executable);
    const version = (await readFile(path.join(dist, 'version'), 'utf8')).trim().replace(/^v/, '');
    return { dist, executable, version, kind: 'override' };
  } catch {
    throw new Error(
      `ELECTRON_OVERRIDE_DIST_PATH names ${dist}, but there is no Electron in it (${path.basename(executable)} and ` +
        'the file `version`). Name the folder of an unpacked Electron, or unset the variable.',
    );
  }
}

/** @param {string} electronPackage @returns {Promise<string>} */
async function officialVersion(electronPackage) {
  try {
    return JSON.parse(await readFile(path.join(electronPackage, 'package.json'), 'utf8')).version;
  } catch {
    throw new Error('The `electron` package is not installed. Run `npm ci` first.');
  }
}

/**
 * @param {{ wanted: string, failure: string | undefined, platform: string, architecture: string,
 *   allowFallback: boolean }} facts
 */
function noElectron({ wanted, failure, platform, architecture, allowFallback }) {
  const why = allowFallback
    ? `The runtime for evaluation exists for linux-x64 only, and this is ${platform}-${architecture}.`
    : 'The runtime for evaluation is not allowed here: what is shipped must carry the official one. ' +
      'For a package that is only tested: npm run package -- --evaluation';
  return [
    `Official Electron ${wanted} could not be downloaded: ${failure ?? 'it is incomplete after the download'}.`,
    why,
    'What would be right, one of these:',
    '  - reach github.com (or a mirror: ELECTRON_MIRROR) and run `npx install-electron`',
    `  - unpack electron-v${wanted}-${platform}-${architecture}.zip and set ELECTRON_OVERRIDE_DIST_PATH to its folder`,
  ].join('\n');
}
