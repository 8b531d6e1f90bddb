import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './build.mjs';
import { resolveElectron } from './electron-runtime.mjs';
import { EVALUATION_MARKER } from './evaluation-runtime/install.mjs';
import { configureForRuntime, readBuilderConfiguration } from './packaging/builder-configuration.mjs';
import { refuseOtherFuses } from './packaging/fuses.mjs';
import { logToStderr, PROJECT_ROOT, runAsProgram } from './project.mjs';
import { runCommand } from './run-command.mjs';

/**
 * @typedef {object} PackageOptions
 * @property {boolean} [evaluation] permits the evaluation runtime, for a package that is only tested; default false
 * @property {string} [outputDir] default: dist
 * @property {string} [projectRoot]
 * @property {NodeJS.ProcessEnv} [environment] where ELECTRON_OVERRIDE_DIST_PATH is looked up
 * @property {(line: string) => void} [log]
 */

/**
 * Builds Holdfast and packages it as electron-builder.yml says, then checks that the fuses are as configured.
 * Throws when only the evaluation runtime is to be had and `evaluation` was not asked for.
 * @param {PackageOptions} [options]
 * @returns {Promise<{ appDir: string, executable: string }>} the unpacked application; on Linux only
 */
export async function packageApplication(options = {}) {
  const {
    evaluation = false,
    projectRoot = PROJECT_ROOT,
    environment = process.env,
    log = logToStderr,
  } = options;
  const outputDir = path.resolve(options.outputDir ?? path.join(projectRoot, 'dist'));
  const runtime = await resolveElectron({ log, projectRoot, environment, allowFallback: evaluation });
  // An override may name it too, as it does in a test run.
  if (!evaluation && existsSync(path.join(runtime.dist, EVALUATION_MARKER))) {
    throw new Error(
      `Refused: ${runtime.dist} is the runtime for evaluation, and what is shipped must carry the official Electron. ` +
        'For a package that is only tested here: npm run package -- --evaluation',
    );
  }
  await ensureBuilt({ projectRoot, log });

  const asWritten = await readBuilderConfiguration(projectRoot);
  const configuration = runtime.kind === 'official' ? asWritten : configureForRuntime(asWritten, runtime);
  await runBuilder(projectRoot, {
    ...configuration,
    directories: { buildResources: 'resources', output: outputDir },
  });

  const appDir = path.join(outputDir, 'linux-unpacked');
  const executable = path.join(appDir, 'holdfast');
  if (process.platform === 'linux') await refuseOtherFuses(executable, configuration.electronFuses);
  log(`Packaged with Electron ${runtime.version}${evaluation ? ', for evaluation only' : ''}: ${outputDir}`);
  return { appDir, executable };
}

/** @param {string} projectRoot @param {object} configuration */
async function runBuilder(projectRoot, configuration) {
  const folder = await mkdtemp(path.join(tmpdir(), 'holdfast-package-'));
  try {
    const file = path.join(folder, 'electron-builder.json');
    await writeFile(file, JSON.stringify(configuration));
    const program = path.join(projectRoot, 'node_modules', 'electron-builder', 'cli.js');
    const { code, output, startError } = await runCommand(
      process.execPath,
      [program, '--config', file, '--projectDir', projectRoot, '--publish', 'never'],
      { cwd: projectRoot },
    );
    if (code !== 0)
      throw new Error(`electron-builder failed (${startError ?? `exit ${code}`}):\n${output.trim()}`);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

await runAsProgram(import.meta.url, async () => {
  const { values } = parseArgs({
    options: { evaluation: { type: 'boolean' }, output: { type: 'string' } },
  });
  await packageApplication({
    evaluation: values.evaluation ?? false,
    ...(values.output === undefined ? {} : { outputDir: values.output }),
  });
});
