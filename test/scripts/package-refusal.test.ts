import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { packageApplication } from '../../scripts/package.mjs';
import {
  configureForRuntime,
  readBuilderConfiguration,
} from '../../scripts/packaging/builder-configuration.mjs';
import { readFuses, refuseOtherFuses } from '../../scripts/packaging/fuses.mjs';
import { temporaryFolder } from './temporary-folder.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

async function binaryWithFuses(states: string) {
  const binary = path.join(await temporaryFolder(), 'binary');
  const wire = Buffer.concat([
    Buffer.from('before dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'),
    Buffer.from([1, states.length]),
    Buffer.from(`${states}after`),
  ]);
  await writeFile(binary, wire);
  return binary;
}

test('the evaluation runtime is not packaged unless asked for, also when an override names it', async () => {
  const dist = await temporaryFolder();
  for (const name of ['electron', 'version', 'evaluation-runtime.json']) {
    await writeFile(path.join(dist, name), '25.1.1');
  }
  const packaging = packageApplication({ environment: { ELECTRON_OVERRIDE_DIST_PATH: dist }, log: () => {} });
  await expect(packaging).rejects.toThrow(
    `Refused: ${dist} is the runtime for evaluation, and what is shipped must carry the official Electron. ` +
      'For a package that is only tested here: npm run package -- --evaluation',
  );
});

test('without a download packaging names the way to a package that is only tested', async () => {
  const projectRoot = await temporaryFolder();
  const electronPackage = path.join(projectRoot, 'node_modules', 'electron');
  await mkdir(electronPackage, { recursive: true });
  await cp(path.join(ROOT, 'node_modules/electron/package.json'), path.join(electronPackage, 'package.json'));
  await writeFile(path.join(electronPackage, 'install.js'), 'process.exit(1)');
  const packaging = packageApplication({ projectRoot, environment: {}, log: () => {} });
  await expect(packaging).rejects.toThrow('npm run package -- --evaluation');
});

test('the fuses of a binary are read by name, and those it does not have are absent', async () => {
  expect(await readFuses(await binaryWithFuses('0101r10'))).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: true,
    enableEmbeddedAsarIntegrityValidation: false,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
  });
});

test('a binary whose fuses differ is refused, fuse by fuse', async () => {
  const binary = await binaryWithFuses('10');
  const configured = { runAsNode: false, enableCookieEncryption: false, onlyLoadAppFromAsar: true };
  await expect(refuseOtherFuses(binary, configured)).rejects.toThrow(
    `The fuses of ${binary} are not as configured:\n` +
      '  runAsNode: expected false, got true\n  onlyLoadAppFromAsar: expected true, got no such fuse',
  );
});

test('Electron 25 is given every fuse that it has, and later ones all', async () => {
  const asWritten = await readBuilderConfiguration(ROOT);
  const fusesOn = (version: string) =>
    Object.keys(configureForRuntime(asWritten, { dist: '/dist', version }).electronFuses);
  const all = Object.keys(asWritten.electronFuses);
  expect({ old: fusesOn('25.1.1'), official: fusesOn('45.4.1') }).toEqual({
    old: all.filter((name) => name !== 'grantFileProtocolExtraPrivileges'),
    official: all,
  });
});

test('the configuration in the repository never names a runtime', async () => {
  expect(await readBuilderConfiguration(ROOT)).not.toHaveProperty('electronDist');
});
