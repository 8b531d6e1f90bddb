import { appendFile, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { checkSelector, countSelected } from '../../../src/app/plan-holder';
import { blastSet } from '../../../src/domain/plan/dependencies/blast-set';
import { circlesIn } from '../../../src/domain/plan/dependencies/circles';
import { circularRecoveries } from '../../../src/domain/plan/dependencies/circular-recovery';
import { dependencyGraph } from '../../../src/domain/plan/dependencies/graph';
import { restoreOrder } from '../../../src/domain/plan/dependencies/restore-order';
import { slowestNeeds } from '../../../src/domain/plan/dependencies/slowest-need';
import type { Plan } from '../../../src/domain/plan/plan';
import { keepParsedFiles } from '../../../src/plan/parsed-files';
import { readPlan } from '../../../src/plan/read-plan';
import { largePlan } from '../large-plan';
import { quietRounds } from '../quiet-rounds.mjs';
import { type Measured, quantile, rounded } from '../statistics.mjs';

const rounds = Number(process.env.BENCH_ROUNDS ?? 5);
const size = { services: 500, runbooks: 2000, endpoints: 20_000 };
const nowMs = Date.UTC(2026, 10, 1);

/**
 * Opening and checking a large plan, reading it again after one of its files was edited, and its map, beside reading
 * the same YAML with nothing but the parser.
 */
export async function measure(): Promise<Measured> {
  const folder = await largePlan(size);
  try {
    const { results, facts } = await quietRounds(rounds, () => play(folder));
    const row = (name: keyof Taken) => {
      const ratios = results.map((taken) => taken[name] / taken.bare);
      const range = [0, 1].map((share) => rounded(quantile(ratios, share))).join('–');
      return [name, { ms: middle(results.map((taken) => taken[name])), ratio: middle(ratios), range }];
    };
    return {
      title: `plan check: ${size.services} services, ${size.runbooks} runbooks, ${size.endpoints} endpoints; milliseconds, and ratios to the bare parser paired by round`,
      rows: Object.fromEntries([row('bare'), row('open'), row('again'), row('check'), row('graph')]),
      facts: { 'again ÷ open': middle(results.map(({ again, open }) => again / open)), ...facts },
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const middle = (values: readonly number[]) => rounded(quantile(values, 0.5));

type Taken = Readonly<Record<'bare' | 'open' | 'again' | 'check' | 'graph', number>>;

async function play(folder: string): Promise<Taken> {
  const bare = await timed(() => parseAll(folder));
  const options = { checkSelector, countSelected, nowMs, parsed: keepParsedFiles() };
  const opened = await timed(() => readPlan(folder, options));
  await appendFile(join(folder, 'services', 'service-7.yaml'), '# looked over\n');
  const again = await timed(() => readPlan(folder, options));
  if (again.value.plan?.digest === opened.value.plan?.digest) throw new Error('the edit was not read');
  const { plan, lint, problems } = opened.value;
  if (!plan || !lint || problems.length > 0) throw new Error(`the plan has ${problems.length} problems`);
  const linted = await timed(() => lint({ nowMs, proofs: new Map() }));
  const mapped = await timed(() => wholeMap(plan));
  // A check is what `plan check` does: read and say what is wrong, then what is lacking.
  const check = opened.ms + linted.ms;
  return { bare: bare.ms, open: opened.ms, again: again.ms, check, graph: mapped.ms };
}

/** Everything that the map shows, and what each single failure would reach. */
function wholeMap(plan: Plan): number {
  const graph = dependencyGraph(plan.services);
  const reached = plan.services.map(({ id }) => blastSet(graph, [id]).length);
  const { order } = restoreOrder(graph);
  const others = [circlesIn(graph), slowestNeeds(graph), circularRecoveries(plan, graph)];
  return order.length + reached.length + others.length;
}

async function parseAll(folder: string): Promise<number> {
  let files = 0;
  for (const directory of ['.', 'services', 'runbooks', 'fleet']) {
    for (const name of await readdir(join(folder, directory))) {
      if (!name.endsWith('.yaml')) continue;
      // Its own search for repeated fields compares every pair, and would make anything look fast beside it.
      parse(await readFile(join(folder, directory, name), 'utf8'), { uniqueKeys: false });
      files += 1;
    }
  }
  return files;
}

async function timed<T>(work: () => T | Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const before = performance.now();
  const value = await work();
  return { value, ms: performance.now() - before };
}
