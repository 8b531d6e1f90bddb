import { readFile, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from '../../scripts/build.mjs';
import { PROJECT_ROOT, runAsProgram } from '../../scripts/project.mjs';
import { withWindows } from '../../scripts/testing/stages.mjs';
import { measureBundled } from './bundled.mjs';
import { breakToVerified } from './measures/break-to-verified.mjs';

/** @import { Measured } from './statistics.mjs' */

/** In the order in which they are taken. @type {readonly { name: string, take: () => Promise<Measured> }[]} */
const measures = [
  { name: 'break-to-verified', take: breakToVerified },
  { name: 'thresholds', take: () => measureBundled('thresholds') },
  { name: 'fan-out', take: () => measureBundled('fan-out') },
  { name: 'alert-burst', take: () => measureBundled('alert-burst') },
  { name: 'plan-check', take: () => measureBundled('plan-check') },
  {
    name: 'signal-to-screen',
    take: () => withWindows((environment) => measureBundled('signal-to-screen', environment)),
  },
  {
    name: 'run-to-screen',
    take: () => withWindows((environment) => measureBundled('run-to-screen', environment)),
  },
  {
    name: 'plan-editor',
    take: () => withWindows((environment) => measureBundled('plan-editor', environment)),
  },
];

const report = path.join(PROJECT_ROOT, 'bench.json');

/**
 * `npm run bench [-- --only <name>]…`: takes the measures one after the other, prints a table of each and keeps them in
 * bench.json, where those that were not taken this time stay as they were.
 */
async function bench() {
  const chosen = selectMeasures(process.argv.slice(2));
  await ensureBuilt();
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`;
  for (const { name, take } of chosen) {
    console.error(`── ${name} ──`);
    const { title, rows, facts } = await take();
    console.log(`\n${title}; on ${machine}`);
    console.table(rows);
    console.log(
      Object.entries(facts)
        .map(([fact, value]) => `${fact}: ${value}`)
        .join('   '),
    );
    await keep(name, { at: new Date().toISOString(), machine, title, rows, facts });
  }
}

/** @param {readonly string[]} typed */
function selectMeasures(typed) {
  const { values } = parseArgs({ args: [...typed], options: { only: { type: 'string', multiple: true } } });
  const { only } = values;
  if (only === undefined) return measures;
  const names = measures.map(({ name }) => name);
  const unknown = only.find((wanted) => !names.includes(wanted));
  if (unknown !== undefined)
    throw new Error(`There is no measure "${unknown}". The measures are ${names.join(', ')}.`);
  return measures.filter(({ name }) => only.includes(name));
}

/** @param {string} name @param {Measured & { at: string, machine: string }} found */
async function keep(name, found) {
  const kept = await readFile(report, 'utf8').then(JSON.parse, () => ({}));
  const all = { ...kept.measures, [name]: found };
  await writeFile(report, `${JSON.stringify({ measures: all }, null, 2)}\n`);
}

await runAsProgram(import.meta.url, bench);
