import { readFile } from 'node:fs/promises';

/** @typedef {{ readonly passed: number, readonly failed: number, readonly skipped: number }} Counts */

/** @type {Counts} */
export const NO_TESTS = { passed: 0, failed: 0, skipped: 0 };

/** @param {Counts} left @param {Counts} right @returns {Counts} */
export function addCounts(left, right) {
  return {
    passed: left.passed + right.passed,
    failed: left.failed + right.failed,
    skipped: left.skipped + right.skipped,
  };
}

/**
 * Counts of a Vitest JSON report. Todos count as skipped.
 * @param {{ numPassedTests: number, numFailedTests: number, numPendingTests: number, numTodoTests: number }} report
 * @returns {Counts}
 */
export function countVitest(report) {
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/**
 * Counts of a Playwright JSON report. A test that passed only when repeated counts as passed.
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number } }} report
 * @returns {Counts}
 */
export function countPlaywright({ stats }) {
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped };
}

/**
 * Reads a report and counts it. A stage that failed without a failed test (it did not compile, it crashed before it
 * could report) counts as one failure: "0 failed" must never stand under a red run.
 * @param {string} file
 * @param {(report: any) => Counts} count
 * @param {number} exitCode
 * @returns {Promise<Counts>}
 */
export async function readCounts(file, count, exitCode) {
  let counts = NO_TESTS;
  try {
    counts = count(JSON.parse(await readFile(file, 'utf8')));
  } catch (error) {
    if (exitCode === 0) throw new Error(`The tests passed but left no report in ${file}: ${error}`);
  }
  return exitCode !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The closing line: `N passed, N failed`, and skipped ones when there are any. @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
