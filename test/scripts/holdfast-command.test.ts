import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runNode, throwawayProject } from './throwaway-project.js';

test('the command builds itself first, then gets its arguments untouched and gives its own exit code', async () => {
  const project = await throwawayProject();
  const command = path.join(project, 'bin', 'holdfast.mjs');
  const result = await runNode([command, 'status', '--json', '--', '-x'], { cwd: '/' });
  expect({ code: result.code, stdout: result.stdout }).toEqual({
    code: 3,
    stdout: '["status","--json","--","-x"]\n',
  });
});

test('the command answers a signal itself', async () => {
  const project = await throwawayProject();
  const child = spawn(process.execPath, [path.join(project, 'bin', 'holdfast.mjs'), 'wait']);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([7, null]);
});

test('the command runs as it was built where there are no sources', async () => {
  const project = await throwawayProject();
  const command = path.join(project, 'bin', 'holdfast.mjs');
  await runNode([command]);
  for (const name of ['src', 'electron', 'renderer', 'scripts', 'electron.vite.config.mts']) {
    await rm(path.join(project, name), { recursive: true });
  }
  expect(await runNode([command, 'status'])).toEqual({ code: 3, stdout: '["status"]\n', stderr: '' });
});

test('a command that cannot be built says why and does not run', async () => {
  const project = await throwawayProject();
  await writeFile(path.join(project, 'src', 'cli.ts'), 'this is not a program');
  const result = await runNode([path.join(project, 'bin', 'holdfast.mjs')]);
  expect({ code: result.code, stdout: result.stdout }).toEqual({ code: 1, stdout: '' });
  expect(result.stderr).toMatch(/^The build failed/);
});
