import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { sandboxSwitches } from '../../scripts/sandbox.mjs';
import { runUnattended } from '../../scripts/unattended.mjs';
import { temporaryFolder } from './temporary-folder.js';

/** The first run on a machine downloads the runtime. */
const INCLUDING_DOWNLOAD_MS = 10 * 60_000;
const silent = () => {};

/** Reads the size of a PNG from its header. */
function sizeOf(png: Buffer): { width: number; height: number } {
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20) };
}

async function throwawayApplication() {
  const folder = await temporaryFolder();
  const applicationPath = path.join(folder, 'application');
  await mkdir(applicationPath);
  await writeFile(
    path.join(applicationPath, 'package.json'),
    '{ "name": "throwaway", "productName": "Throw Away", "version": "3.2.1", "main": "main.js" }',
  );
  await writeFile(
    path.join(applicationPath, 'main.js'),
    `const { app, BrowserWindow } = require('electron');
     app.whenReady().then(() => new BrowserWindow().loadURL('data:text/html,<h1>Open</h1>'));`,
  );
  const { executable } = await resolveElectron({ log: silent });
  return {
    executable,
    switches: await sandboxSwitches(silent),
    applicationArguments: ['--demo'],
    applicationPath,
    outDir: path.join(folder, 'out'),
  };
}

test('an unattended run opens the application in 1920 × 1080 and keeps away from the user’s data', {
  timeout: INCLUDING_DOWNLOAD_MS,
}, async () => {
  const options = await throwawayApplication();
  let seen: unknown;
  await runUnattended({
    ...options,
    play: async ({ app, page, screenshot }) => {
      const main = await app.evaluate(({ app: application }) => ({
        appPath: application.getAppPath(),
        name: application.name,
        version: application.getVersion(),
        userData: application.getPath('userData'),
        isPackaged: application.isPackaged,
        gotDemo: process.argv.includes('--demo'),
      }));
      seen = { ...main, heading: await page.textContent('h1') };
      await screenshot('opened');
    },
  });
  expect({
    seen,
    made: (await readdir(options.outDir)).sort(),
    size: sizeOf(await readFile(path.join(options.outDir, '01-opened.png'))),
  }).toEqual({
    seen: {
      appPath: options.applicationPath,
      name: 'Throw Away',
      version: '3.2.1',
      userData: path.join(options.outDir, 'user-data'),
      isPackaged: false,
      gotDemo: true,
      heading: 'Open',
    },
    made: ['01-opened.png', 'electron.log', 'user-data'],
    size: { width: 1920, height: 1080 },
  });
});

test('a play that fails leaves a last screenshot and its own error', {
  timeout: INCLUDING_DOWNLOAD_MS,
}, async () => {
  const options = await throwawayApplication();
  const failing = runUnattended({
    ...options,
    play: async () => {
      throw new Error('the button was not there');
    },
  });
  await expect(failing).rejects.toThrow('the button was not there');
  expect(await readdir(options.outDir)).toContain('01-failed.png');
});
