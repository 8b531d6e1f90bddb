import { randomInt } from 'node:crypto';
import { readdir, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { startXvfb } from '../../scripts/xvfb.mjs';
import { temporaryFolder } from './temporary-folder.js';
import { runNode } from './throwaway-project.js';

const XVFB = path.resolve(import.meta.dirname, '../../scripts/xvfb.mjs');

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A size that no other suite on this machine uses, so that its processes can be told from theirs. */
function ownSize() {
  return { width: randomInt(640, 4_000), height: randomInt(480, 4_000) };
}

/** How many processes, server and watchdog, serve a display of this size; those that only await burial do not count. */
async function countServing({ width, height }: { width: number; height: number }): Promise<number> {
  const processes = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const commandLines = await Promise.all(
    processes.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return commandLines.filter((line) => line.includes(`\0${width}x${height}x24\0`)).length;
}

test('two virtual displays take different numbers and are gone when stopped', async () => {
  const sizes = [ownSize(), ownSize()];
  const displays = await Promise.all(sizes.map(startXvfb));
  const during = await Promise.all(sizes.map(countServing));
  await Promise.all(displays.map(({ stop }) => stop()));
  await displays[0]?.stop();
  expect({
    different: new Set(displays.map(({ display }) => display)).size,
    during,
    after: await Promise.all(sizes.map(countServing)),
  }).toEqual({ different: 2, during: [2, 2], after: [0, 0] });
});

test.each([
  ['ends by an exception', `throw new Error('on purpose')`],
  ['is killed', `process.kill(process.pid, 'SIGKILL')`],
  ['is terminated', `process.kill(process.pid, 'SIGTERM')`],
  ['is interrupted', `process.kill(process.pid, 'SIGINT')`],
  ['ends and has forgotten to stop it', ''],
])('a virtual display is gone when the process that started it %s', async (_how, ending) => {
  const size = ownSize();
  const program = `const { startXvfb } = await import(${JSON.stringify(XVFB)});
    console.log((await startXvfb(${JSON.stringify(size)})).display); ${ending}`;
  const { stdout } = await runNode(['--input-type=module', '--eval', program]);
  expect(stdout).toMatch(/^:\d+\n$/);
  await vi.waitFor(async () => expect(await countServing(size)).toBe(0), { timeout: 10_000, interval: 50 });
});

test('a program whose last act is to stop its display ends normally', async () => {
  const program = `const { startXvfb } = await import(${JSON.stringify(XVFB)});
    await (await startXvfb()).stop(); console.log('stopped');`;
  const ended = await runNode(['--input-type=module', '--eval', program]);
  expect(ended).toEqual({ code: 0, stdout: 'stopped\n', stderr: '' });
});

test('a system without Xvfb is told so', async () => {
  const onlyShell = await temporaryFolder();
  await symlink('/bin/sh', path.join(onlyShell, 'sh'));
  vi.stubEnv('PATH', onlyShell);
  await expect(startXvfb()).rejects.toThrow(/^Xvfb did not start: .*Xvfb.*not found/);
});
