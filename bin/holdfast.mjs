#!/usr/bin/env node
// The `holdfast` command: brings the build up to date where there are sources, then hands over to the built program
// in this same process, so that arguments, signals and the exit code are its own.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const program = path.join(root, 'out', 'main', 'cli.js');

if (existsSync(path.join(root, 'electron.vite.config.mts'))) {
  const { ensureBuilt } = await import('../scripts/build.mjs');
  try {
    await ensureBuilt();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    process.exit(1);
  }
}
await import(pathToFileURL(program).href);
