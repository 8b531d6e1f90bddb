import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { lacksDisplay } from './preflight.mjs';
import { PROJECT_ROOT } from './project.mjs';
import { startXvfb } from './xvfb.mjs';

/** @import { ElectronApplication, Page } from '@playwright/test' */

/**
 * What a play gets to work with.
 * @typedef {object} Stage
 * @property {ElectronApplication} app
 * @property {Page} page the first window
 * @property {(name: string) => Promise<string>} screenshot writes `<nn>-<name>.png` into outDir, returns its path
 * @property {string} outDir
 */

/**
 * @typedef {object} UnattendedOptions
 * @property {string} executable the Electron binary
 * @property {readonly string[]} switches for Electron, such as --no-sandbox
 * @property {readonly string[]} applicationArguments for Holdfast, such as --demo
 * @property {string} outDir created; screenshots, Electron's log and the run's own user data go there
 * @property {string} [applicationPath] default: this project
 * @property {(stage: Stage) => Promise<void>} [play] default: scripts/unattended-play.mjs
 */

const WINDOW = { width: 1920, height: 1080 };
const CLOSE_LIMIT_MS = 10_000;

/**
 * Opens Holdfast in a 1920 × 1080 window, on a virtual display where there is none, and lets a play act in it.
 * The user's own data is not touched. Throws what the play throws, after a last screenshot named `failed`.
 * @param {UnattendedOptions} options
 */
export async function runUnattended({ applicationPath = PROJECT_ROOT, play, ...options }) {
  const { executable, switches, applicationArguments, outDir } = options;
  const act = play ?? (await import('./unattended-play.mjs')).play;
  await mkdir(outDir, { recursive: true });
  const virtualDisplay = lacksDisplay() ? await startXvfb(WINDOW) : undefined;
  try {
    const { _electron } = await import('@playwright/test');
    const app = await _electron.launch({
      executablePath: executable,
      args: [
        applicationPath,
        ...switches,
        ...ownSwitches(options, virtualDisplay !== undefined),
        ...applicationArguments,
      ],
      cwd: applicationPath,
      env: definedEntries({ ...process.env, DISPLAY: virtualDisplay?.display ?? process.env.DISPLAY }),
    });
    keepLog(app, path.join(outDir, 'electron.log'));
    try {
      const page = await app.firstWindow();
      await fillScreen(app, page);
      await actOrShowWhy(act, { app, page, screenshot: numberedScreenshots(page, outDir), outDir });
    } finally {
      await close(app);
    }
  } finally {
    await virtualDisplay?.stop();
  }
}

/** @param {UnattendedOptions} options @param {boolean} isVirtual */
function ownSwitches({ applicationArguments, outDir }, isVirtual) {
  const given = applicationArguments.some((argument) => argument.startsWith('--user-data-dir'));
  return [
    ...(given ? [] : [`--user-data-dir=${path.join(outDir, 'user-data')}`]),
    // Xvfb has no GPU; without this Chromium complains about it at length.
    ...(isVirtual ? ['--disable-gpu'] : []),
  ];
}

/** @param {ElectronApplication} app @param {Page} page */
async function fillScreen(app, page) {
  const window = await app.browserWindow(page);
  await window.evaluate(
    (browserWindow, size) => browserWindow.setContentBounds({ x: 0, y: 0, ...size }),
    WINDOW,
  );
}

/** @param {(stage: Stage) => Promise<void>} act @param {Stage} stage */
async function actOrShowWhy(act, stage) {
  try {
    await act(stage);
  } catch (error) {
    await stage.screenshot('failed').catch(() => {});
    throw error;
  }
}

/** @param {Page} page @param {string} outDir */
function numberedScreenshots(page, outDir) {
  let count = 0;
  return async (/** @type {string} */ name) => {
    count += 1;
    const file = path.join(outDir, `${String(count).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path: file });
    return file;
  };
}

/** @param {ElectronApplication} app @param {string} file */
function keepLog(app, file) {
  const log = createWriteStream(file);
  app.process().stdout?.pipe(log, { end: false });
  app.process().stderr?.pipe(log, { end: false });
  app.process().once('close', () => log.end());
}

/** A Holdfast that asks "really?" before it quits must not keep the run from ending. @param {ElectronApplication} app */
async function close(app) {
  const process = app.process();
  const timer = setTimeout(() => process.kill('SIGKILL'), CLOSE_LIMIT_MS);
  try {
    await app.close();
  } finally {
    clearTimeout(timer);
  }
}

/** @param {NodeJS.ProcessEnv} environment @returns {Record<string, string>} */
function definedEntries(environment) {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
