import { existsSync } from 'node:fs';
import { readFile, rm, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ensureBuilt } from '../../scripts/build.mjs';
import { runNode, throwawayProject } from './throwaway-project.js';

const silent = () => {};
const stampOf = (projectRoot: string) => path.join(projectRoot, 'out', '.build-stamp');

test('sources are built once, and again only when one of them has another content', async () => {
  const projectRoot = await throwawayProject();
  const build = () => ensureBuilt({ projectRoot, log: silent });
  const page = path.join(projectRoot, 'renderer', 'index.html');
  const first = await build();
  await utimes(page, new Date(), new Date());
  const touched = await build();
  await writeFile(page, '<!doctype html><title>Changed</title>');
  const changed = await build();
  await rm(path.join(projectRoot, 'electron', 'preload.ts'));
  const removed = await build().catch(() => 'failed');
  expect({ first, touched, changed, removed }).toEqual({
    first: { built: true },
    touched: { built: false },
    changed: { built: true },
    removed: 'failed',
  });
});

test('a build whose output was deleted is made again', async () => {
  const projectRoot = await throwawayProject();
  await ensureBuilt({ projectRoot, log: silent });
  await rm(path.join(projectRoot, 'out', 'renderer'), { recursive: true });
  expect(await ensureBuilt({ projectRoot, log: silent })).toEqual({ built: true });
});

test('a build that fails carries its whole output and leaves no stamp, not even an older one', async () => {
  const projectRoot = await throwawayProject();
  const source = path.join(projectRoot, 'src', 'cli.ts');
  const good = await readFile(source, 'utf8');
  await ensureBuilt({ projectRoot, log: silent });
  await writeFile(source, `import { gone } from './not-there';\nconsole.log(gone);\n`);
  await expect(ensureBuilt({ projectRoot, log: silent })).rejects.toThrow(
    /The build failed \(exit 1\):[\s\S]*not-there/,
  );
  const stampAfterFailure = existsSync(stampOf(projectRoot));
  await writeFile(source, good);
  expect({ stampAfterFailure, again: await ensureBuilt({ projectRoot, log: silent }) }).toEqual({
    stampAfterFailure: false,
    again: { built: true },
  });
});

test('processes that build at once build once', async () => {
  const projectRoot = await throwawayProject();
  const builder = path.join(projectRoot, 'scripts', 'build.mjs');
  const results = await Promise.all([1, 2, 3].map(() => runNode([builder])));
  expect({
    codes: results.map(({ code }) => code),
    built: results.filter(({ stderr }) => stderr.includes('Built in')).length,
  }).toEqual({ codes: [0, 0, 0], built: 1 });
});
