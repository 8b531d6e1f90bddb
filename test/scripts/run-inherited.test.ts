import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { expect, test } from 'vitest';
import { runInherited } from '../../scripts/run-inherited.mjs';

test.each([
  ['the exit code of the program', 'process.exit(5)', 5],
  ['128 and the signal that ended it', `process.kill(process.pid, 'SIGKILL')`, 137],
])('running a program gives %s', async (_what, program, expected) => {
  expect(await runInherited(process.execPath, ['--eval', program])).toBe(expected);
});

test('a signal is passed on, and the program is waited for', async () => {
  const scripts = path.resolve(import.meta.dirname, '../../scripts/run-inherited.mjs');
  const inner = `process.on('SIGTERM', () => setImmediate(() => process.exit(9)));
    console.log('up'); setInterval(() => {}, 1000);`;
  const outer = `const { runInherited } = await import(${JSON.stringify(scripts)});
    process.exit(await runInherited(process.execPath, ['--eval', ${JSON.stringify(inner)}]));`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', outer]);
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  expect(await once(child, 'close')).toEqual([9, null]);
});

test('a program that is not there is an error', async () => {
  await expect(runInherited('/not/there', [])).rejects.toThrow('ENOENT');
});
