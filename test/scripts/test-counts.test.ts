import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  addCounts,
  closingLine,
  countPlaywright,
  countVitest,
  readCounts,
} from '../../scripts/testing/counts.mjs';
import { temporaryFolder } from './temporary-folder.js';
import { runNode } from './throwaway-project.js';

const vitestReport = { numPassedTests: 40, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1 };
const playwrightReport = { stats: { expected: 7, unexpected: 2, flaky: 1, skipped: 0 } };

test('the closing line sums Vitest and Playwright', () => {
  const sum = addCounts(countVitest(vitestReport), countPlaywright(playwrightReport));
  expect(closingLine(sum)).toBe('48 passed, 2 failed, 2 skipped');
});

test('the closing line is silent about skipped tests when there are none', () => {
  expect(closingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed');
});

test('a stage that failed without a failed test counts as one failure', async () => {
  const report = path.join(await temporaryFolder(), 'report.json');
  await writeFile(report, JSON.stringify(vitestReport));
  expect(await readCounts(report, countVitest, 1)).toEqual({ passed: 40, failed: 1, skipped: 2 });
});

test('a stage that failed before it could report counts as one failure', async () => {
  const report = path.join(await temporaryFolder(), 'absent.json');
  expect(await readCounts(report, countVitest, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test('a stage that passed but left no report is an error', async () => {
  const report = path.join(await temporaryFolder(), 'absent.json');
  await expect(readCounts(report, countVitest, 0)).rejects.toThrow('left no report');
});

test('an unknown stage is refused with the names of those that are', async () => {
  const script = path.resolve(import.meta.dirname, '../../scripts/test.mjs');
  expect(await runNode([script, '--only', 'everything'])).toEqual({
    code: 1,
    stdout: '',
    stderr: 'There is no stage "everything". The stages are check, unit, e2e, packaging.\n',
  });
});
