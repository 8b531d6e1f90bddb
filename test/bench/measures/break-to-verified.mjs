import path from 'node:path';
import { PROJECT_ROOT } from '../../../scripts/project.mjs';
import { runCommand } from '../../../scripts/run-command.mjs';
import { quietRounds } from '../quiet-rounds.mjs';
import { spread } from '../statistics.mjs';

/** @import { Measured } from '../statistics.mjs' */

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const size = Number(process.env.BENCH_SIZE ?? 240);
const phaseNames = ['detect', 'decide', 'authorise', 'execute', 'verify'];

/**
 * What the console is for: from a broken service to a verified one, phases listed, on the embedded fleet. Client and
 * endpoints share the machine, so every figure is an upper bound for this machine and a lower bound for nothing.
 * @returns {Promise<Measured>}
 */
export async function breakToVerified() {
  const { results, facts } = await quietRounds(rounds, drill);
  // Of a handful of rounds there is no 99th percentile.
  const row = (/** @type {readonly number[]} */ values) => {
    const { n, median, p90, worst } = spread(values);
    return { n, median, p90, worst };
  };
  const ofPhase = (/** @type {string} */ name) =>
    results.map((each) => each.phases.find((phase) => phase.name === name)?.tookMs ?? 0);
  return {
    title: `break → verified on ${size} endpoints, milliseconds`,
    rows: {
      'break → verified (RTA)': row(results.map((each) => each.rtaMs)),
      ...Object.fromEntries(phaseNames.map((name) => [name, row(ofPhase(name))])),
    },
    facts: { size, lost: 0, ...facts },
  };
}

/** @param {number} round @returns {Promise<{ rtaMs: number, phases: { name: string, tookMs: number }[] }>} */
async function drill(round) {
  const cli = path.join(PROJECT_ROOT, 'bin', 'holdfast.mjs');
  const typed = [cli, 'drill', '--json', '--size', String(size)];
  const { code, stdout, output } = await runCommand(process.execPath, typed);
  if (code !== 0) throw new Error(`round ${round} was not verified:\n${output}`);
  const summary = JSON.parse(stdout);
  const states = /** @type {Record<string, number>} */ (summary.endpoints.states);
  const lost = summary.endpoints.manifest - Object.values(states).reduce((sum, many) => sum + many, 0);
  if (lost !== 0) throw new Error(`round ${round} lost ${lost} endpoints`);
  return summary;
}
