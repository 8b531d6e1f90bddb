import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { NEEDS_OF_TESTS, preflight } from './preflight.mjs';
import { logToStderr, runAsProgram } from './project.mjs';
import { addCounts, closingLine, NO_TESTS } from './testing/counts.mjs';
import { STAGES } from './testing/stages.mjs';

/**
 * `npm test [-- --only <stage>]`: all stages in order, up to the first that fails. The last line on standard output
 * is always `N passed, N failed`. Returns the exit code of the stage that failed, or 0.
 */
async function test() {
  const stages = selectStages(process.argv.slice(2));
  await preflight(NEEDS_OF_TESTS);
  const reportDir = await mkdtemp(path.join(tmpdir(), 'holdfast-test-'));
  /** @type {string[]} */
  const durations = [];
  let counts = NO_TESTS;
  let exitCode = 0;
  try {
    for (const { name, run } of stages) {
      logToStderr(`\n── ${name} ──`);
      const startedAt = performance.now();
      const result = await run(reportDir).catch((error) => {
        logToStderr(error instanceof Error ? error.message : String(error));
        return { exitCode: 1, counts: { ...NO_TESTS, failed: 1 } };
      });
      counts = addCounts(counts, result.counts);
      exitCode = result.exitCode;
      const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
      durations.push(`${name.padEnd(10)}${seconds.padStart(7)} s${exitCode === 0 ? '' : '   FAILED'}`);
      if (exitCode !== 0) break;
    }
  } finally {
    await rm(reportDir, { recursive: true, force: true });
  }
  console.log(`\n${durations.join('\n')}\n\n${closingLine(counts)}`);
  return exitCode;
}

/** @param {readonly string[]} typed */
function selectStages(typed) {
  const { values } = parseArgs({ args: [...typed], options: { only: { type: 'string', multiple: true } } });
  const { only } = values;
  if (only === undefined) return STAGES;
  const names = STAGES.map(({ name }) => name);
  const unknown = only.find((wanted) => !names.some((name) => name === wanted));
  if (unknown !== undefined)
    throw new Error(`There is no stage "${unknown}". The stages are ${names.join(', ')}.`);
  return STAGES.filter(({ name }) => only.includes(name));
}

await runAsProgram(import.meta.url, test);
