import path from 'node:path';
import { ensureBuilt } from '../build.mjs';
import { electronEnvironment, resolveElectron } from '../electron-runtime.mjs';
import { lacksDisplay, refuseUnresolvedLibraries } from '../preflight.mjs';
import { PROJECT_ROOT } from '../project.mjs';
import { runInherited } from '../run-inherited.mjs';
import { startXvfb } from '../xvfb.mjs';
import { countPlaywright, countVitest, NO_TESTS, readCounts } from './counts.mjs';

/** @import { Counts } from './counts.mjs' */

/**
 * @typedef {object} Stage
 * @property {'check' | 'unit' | 'e2e' | 'packaging'} name as in --only
 * @property {(reportDir: string) => Promise<{ exitCode: number, counts: Counts }>} run
 */

const VITEST = path.join(PROJECT_ROOT, 'node_modules', 'vitest', 'vitest.mjs');
const PLAYWRIGHT = path.join(PROJECT_ROOT, 'node_modules', '@playwright', 'test', 'cli.js');

/** In the order of `npm test`: what is quick and most likely to fail comes first. @type {readonly Stage[]} */
export const STAGES = [
  {
    name: 'check',
    run: async () => {
      const exitCode = await runInherited('npm', ['run', '--silent', 'check'], { cwd: PROJECT_ROOT });
      return { exitCode, counts: exitCode === 0 ? NO_TESTS : { ...NO_TESTS, failed: 1 } };
    },
  },
  { name: 'unit', run: (reportDir) => runVitest(path.join(reportDir, 'unit.json'), [], process.env) },
  {
    name: 'e2e',
    run: (reportDir) => {
      const report = path.join(reportDir, 'e2e.json');
      return withWindows(async (environment) => {
        const exitCode = await runInherited(
          process.execPath,
          [PLAYWRIGHT, 'test', '--config', 'playwright.config.mts', '--reporter=list,json'],
          { cwd: PROJECT_ROOT, environment: { ...environment, PLAYWRIGHT_JSON_OUTPUT_NAME: report } },
        );
        return { exitCode, counts: await readCounts(report, countPlaywright, exitCode) };
      });
    },
  },
  {
    name: 'packaging',
    run: (reportDir) => {
      const config = ['--config', path.join('test', 'packaging', 'vitest.config.mts')];
      const report = path.join(reportDir, 'packaging.json');
      return withWindows((environment) => runVitest(report, config, environment));
    },
  },
];

/** @param {string} report @param {readonly string[]} more @param {NodeJS.ProcessEnv} environment */
async function runVitest(report, more, environment) {
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const exitCode = await runInherited(process.execPath, [VITEST, 'run', ...more, ...reporters], {
    cwd: PROJECT_ROOT,
    environment,
  });
  return { exitCode, counts: await readCounts(report, countVitest, exitCode) };
}

/**
 * Runs what opens windows: built, with an Electron, and on a display of its own where there is none.
 * @template Result
 * @param {(environment: NodeJS.ProcessEnv) => Promise<Result>} action
 */
export async function withWindows(action) {
  await ensureBuilt();
  const runtime = await resolveElectron();
  await refuseUnresolvedLibraries(runtime.executable);
  const virtualDisplay = lacksDisplay() ? await startXvfb() : undefined;
  try {
    return await action({
      ...process.env,
      ...electronEnvironment(runtime),
      ...(virtualDisplay === undefined ? {} : { DISPLAY: virtualDisplay.display }),
    });
  } finally {
    await virtualDisplay?.stop();
  }
}
