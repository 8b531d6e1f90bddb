import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { temporaryFolder } from './temporary-folder.js';

const ROOT = path.resolve(import.meta.dirname, '../..');

const CONFIGURATION = `
import path from 'node:path';
import { defineConfig } from 'electron-vite';
const file = (name) => path.join(import.meta.dirname, name);
const build = (input) => ({ rollupOptions: { input } });
export default defineConfig({
  main: { build: build({ main: file('electron/main.ts'), cli: file('src/cli.ts') }) },
  preload: { build: build(file('electron/preload.ts')) },
  renderer: { root: file('renderer'), build: build(file('renderer/index.html')) },
});
`;

const COMMAND = `
process.on('SIGTERM', () => process.exit(7));
console.log(JSON.stringify(process.argv.slice(2)));
if (process.argv.includes('wait')) setInterval(() => {}, 1000);
else process.exitCode = 3;
`;

/** A project with the shape of this one and our real scripts and libraries, that builds in less than a second. */
export async function throwawayProject(): Promise<string> {
  const folder = await temporaryFolder();
  await Promise.all([
    symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules')),
    ...['package.json', 'package-lock.json', 'scripts', 'bin'].map((name) =>
      cp(path.join(ROOT, name), path.join(folder, name), { recursive: true }),
    ),
    ...['src', 'electron', 'renderer'].map((name) => mkdir(path.join(folder, name))),
  ]);
  const files = {
    'electron.vite.config.mts': CONFIGURATION,
    'src/cli.ts': COMMAND,
    'electron/main.ts': 'console.log("main")',
    'electron/preload.ts': 'console.log("preload")',
    'renderer/index.html': '<!doctype html><title>Throwaway</title>',
  };
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return folder;
}

/** Runs a Node program to its end. The exit code is null when a signal ended it. */
export async function runNode(
  programArguments: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, programArguments, options);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (text) => {
    stdout += text;
  });
  child.stderr.on('data', (text) => {
    stderr += text;
  });
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}
