import { writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../scripts/build.mjs';
import { PROJECT_ROOT } from '../../scripts/project.mjs';
import { runCommand } from '../../scripts/run-command.mjs';

// What the console is for, measured: from a broken service to a verified one, phases listed, on the embedded
// fleet. Client and endpoints share the machine, so every figure is an upper bound for this machine and a
// lower bound for nothing.

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const size = Number(process.env.BENCH_SIZE ?? 240);
const phaseNames = ['detect', 'decide', 'authorise', 'execute', 'verify'];

await ensureBuilt();
/** @type {{ rtaMs: number, phases: { name: string, tookMs: number }[] }[]} */
const found = [];
// One round more than asked: the first warms the caches of the machine and does not count.
for (let round = 0; round <= rounds; round += 1) {
  const cli = path.join(PROJECT_ROOT, 'bin', 'holdfast.mjs');
  const { code, stdout, output } = await runCommand(process.execPath, [
    cli,
    'drill',
    '--json',
    '--size',
    String(size),
  ]);
  if (code !== 0) throw new Error(`round ${round} was not verified:\n${output}`);
  const summary = JSON.parse(stdout);
  const lost =
    summary.endpoints.manifest - Object.values(summary.endpoints.states).reduce((sum, many) => sum + many, 0);
  if (lost !== 0) throw new Error(`round ${round} lost ${lost} endpoints`);
  if (round > 0) found.push(summary);
  console.error(`round ${round} of ${rounds}: RTA ${(summary.rtaMs / 1000).toFixed(1)} s`);
}

/** @param {readonly number[]} values */
function spread(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (/** @type {number} */ share) =>
    sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  return { n: sorted.length, median: at(0.5), p90: at(0.9), worst: sorted.at(-1) };
}

const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
const rows = [
  { name: 'break → verified (RTA)', ...spread(found.map((each) => each.rtaMs)) },
  ...phaseNames.map((name) => ({
    name,
    ...spread(found.map((each) => each.phases.find((phase) => phase.name === name)?.tookMs ?? 0)),
  })),
];
console.log(`${size} endpoints, ${rounds} rounds after a warm-up, on ${machine}; milliseconds`);
console.table(Object.fromEntries(rows.map(({ name, ...row }) => [name, row])));
await writeFile(
  path.join(PROJECT_ROOT, 'bench.json'),
  `${JSON.stringify({ machine, size, rounds, rows }, null, 2)}\n`,
);
