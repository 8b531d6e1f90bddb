import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { resolveElectron } from '../../scripts/electron-runtime.mjs';
import { smallRuntimePackage } from './small-runtime.js';
import { temporaryFolder } from './temporary-folder.js';

/** A project whose electron package has an installer that fails the way it does without a network. */
async function projectWithoutDownload() {
  const folder = await temporaryFolder();
  const electronPackage = path.join(folder, 'node_modules', 'electron');
  await mkdir(electronPackage, { recursive: true });
  await writeFile(path.join(electronPackage, 'package.json'), '{ "version": "45.4.1" }');
  await writeFile(
    path.join(electronPackage, 'install.js'),
    `require('node:fs').appendFileSync(${JSON.stringify(path.join(folder, 'attempts'))}, 'x');
     console.error('TypeError: fetch failed'); process.exit(1);`,
  );
  const lines: string[] = [];
  const options = {
    projectRoot: folder,
    environment: {},
    cacheDir: path.join(folder, 'cache'),
    log: (line: string) => lines.push(line),
  };
  return { folder, electronPackage, options, lines };
}

async function putElectron(dist: string, version: string) {
  await mkdir(dist, { recursive: true });
  await writeFile(path.join(dist, 'electron'), '');
  await writeFile(path.join(dist, 'version'), version);
}

test('where the download fails on linux-x64, the evaluation runtime is used and announced in plain words', async () => {
  const { folder, options, lines } = await projectWithoutDownload();
  const recipe = await smallRuntimePackage(folder);
  const runtime = await resolveElectron({ ...options, recipe, platform: 'linux', architecture: 'x64' });
  const dist = path.join(folder, 'cache', 'electron-25.0.0');
  expect(runtime).toEqual({
    dist,
    executable: path.join(dist, 'electron'),
    version: '25.0.0',
    kind: 'evaluation',
  });
  expect(lines).toContain(
    'Official Electron 45 could not be downloaded; using Electron 25.0.0, for evaluation and tests only.',
  );
});

test('where the download fails on another platform, the error says what would be right', async () => {
  const { options } = await projectWithoutDownload();
  const resolving = resolveElectron({ ...options, platform: 'linux', architecture: 'arm64' });
  await expect(resolving).rejects.toThrow(
    [
      'Official Electron 45.4.1 could not be downloaded: TypeError: fetch failed.',
      'The runtime for evaluation exists for linux-x64 only, and this is linux-arm64.',
      'What would be right, one of these:',
      '  - reach github.com (or a mirror: ELECTRON_MIRROR) and run `npx install-electron`',
      '  - unpack electron-v45.4.1-linux-arm64.zip and set ELECTRON_OVERRIDE_DIST_PATH to its folder',
    ].join('\n'),
  );
});

test('what is to be shipped never gets the evaluation runtime', async () => {
  const { options } = await projectWithoutDownload();
  const resolving = resolveElectron({
    ...options,
    allowFallback: false,
    platform: 'linux',
    architecture: 'x64',
  });
  await expect(resolving).rejects.toThrow('The runtime for evaluation is not allowed here');
});

test('a failed download is not tried again by the same process', async () => {
  const { folder, options } = await projectWithoutDownload();
  const resolve = () =>
    resolveElectron({ ...options, platform: 'win32', architecture: 'x64' }).catch(() => {});
  await resolve();
  await resolve();
  expect(await readFile(path.join(folder, 'attempts'), 'utf8')).toBe('x');
});

test('the installed official runtime is used without a download', async () => {
  const { electronPackage, options, lines } = await projectWithoutDownload();
  const dist = path.join(electronPackage, 'dist');
  await putElectron(dist, 'v45.4.1');
  await writeFile(path.join(electronPackage, 'path.txt'), 'electron');
  expect({ runtime: await resolveElectron(options), lines }).toEqual({
    runtime: { dist, executable: path.join(dist, 'electron'), version: '45.4.1', kind: 'official' },
    lines: [],
  });
});

test('an official runtime that was only half unpacked is not used', async () => {
  const { electronPackage, options } = await projectWithoutDownload();
  await putElectron(path.join(electronPackage, 'dist'), '45.4.1');
  const resolving = resolveElectron({ ...options, platform: 'linux', architecture: 'arm64' });
  await expect(resolving).rejects.toThrow('could not be downloaded');
});

test('ELECTRON_OVERRIDE_DIST_PATH comes before everything else', async () => {
  const { folder, options } = await projectWithoutDownload();
  const dist = path.join(folder, 'own');
  await putElectron(dist, '44.0.0');
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: dist };
  expect(await resolveElectron({ ...options, environment, platform: 'linux' })).toEqual({
    dist,
    executable: path.join(dist, 'electron'),
    version: '44.0.0',
    kind: 'override',
  });
});

test('ELECTRON_OVERRIDE_DIST_PATH without an Electron is refused by name', async () => {
  const { folder, options } = await projectWithoutDownload();
  const environment = { ELECTRON_OVERRIDE_DIST_PATH: folder };
  await expect(resolveElectron({ ...options, environment })).rejects.toThrow(
    `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no Electron in it`,
  );
});
