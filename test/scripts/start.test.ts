import path from 'node:path';
import { expect, test } from 'vitest';
import { readStartArguments } from '../../scripts/start-arguments.mjs';
import { runNode } from './throwaway-project.js';

const START = path.resolve(import.meta.dirname, '../../scripts/start.mjs');
const now = new Date('2026-03-01T12:30:45.678Z');

test.runIf(process.platform === 'linux')('with no display start names the two ways on', async () => {
  const env = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '' };
  const { code, stderr } = await runNode([START, '--demo'], { env });
  expect({ code, lines: stderr.trimEnd().split('\n') }).toEqual({
    code: 1,
    lines: [
      expect.stringMatching(/^There is no display here .* Two ways on:$/),
      expect.stringMatching(/^ {2}npm run drill /),
      expect.stringMatching(/^ {2}npm start -- --demo --unattended /),
    ],
  });
});

test('what start does not know itself is passed on in its order', () => {
  const typed = ['--demo', '--unattended', '--out', '/tmp/there', '--plan=x', 'last'];
  expect(readStartArguments(typed, now)).toEqual({
    unattended: true,
    outDir: '/tmp/there',
    passedOn: ['--demo', '--plan=x', 'last'],
  });
});

test('an unattended run without --out gets a folder of its own named for the time', () => {
  const { outDir } = readStartArguments(['--unattended'], now);
  expect(path.basename(outDir)).toBe('holdfast-demo-2026-03-01T12-30-45');
});

test('--out without a folder is refused', () => {
  expect(() => readStartArguments(['--out'], now)).toThrow('--out needs the folder to write to.');
});
