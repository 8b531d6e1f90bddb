import { mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { systemClock } from '../../../src/app/clock';
import { conductRun } from '../../../src/app/conduct-run';
import { createLedger } from '../../../src/app/ledger';
import type { Plan } from '../../../src/domain/plan/plan';
import type { Run } from '../../../src/domain/run/run-state';
import type { Runbook } from '../../../src/domain/run/runbook';
import { startRun } from '../../../src/domain/run/start-run';
import { createWorkerPool } from '../../../src/execution/pool/worker-pool';
import { openJournal } from '../../../src/store/journal';
import { hospital, manifestOf, restartAgent, signIn } from '../../helpers/hospital';
import { declared } from '../../helpers/outage';
import type { FanOutTaken, FanOutTask } from './task';

const nanosecondsPerMs = 1_000_000;
/** The histogram's own timer; an idle loop shows about this much. */
const resolutionMs = 1;

/**
 * Holdfast's whole path in this process: a plan with the endpoints, a manifest, authority, a journal on the disk, the
 * states of every endpoint, and the pool of threads; once cold, and once more over the connections that are there.
 */
export async function fanOut(task: FanOutTask): Promise<FanOutTaken> {
  const folder = await mkdtemp(path.join(task.folder, 'run-'));
  const journal = openJournal(path.join(folder, 'journal.db'), Date.now);
  const ledger = createLedger(journal, systemClock, rethrow);
  ledger.commit(() => declared);
  const pool = createWorkerPool({
    workerFile: path.resolve('out/main/execution-worker.js'),
    ssh: { privateKey: task.clientKey, maxHandshakes: task.maxHandshakes, connectTimeoutMs: 20_000 },
  });
  const plan = planOf(task);
  const runbook = plan.runbooks[0] as Runbook;
  const loop = monitorEventLoopDelay({ resolution: resolutionMs });

  const play = async (id: string) => {
    const cpuBefore = process.cpuUsage();
    const began = performance.now();
    loop.reset();
    loop.enable();
    const command = { run: id, incident: 'INC-0001', manifest: manifestOf(plan) };
    ledger.commit((world, at) => startRun({ world, plan, at, operator: 'maria' }, command));
    const run = ledger.world().runs[id];
    if (!run) throw new Error(`the run did not start: ${JSON.stringify(ledger.recent().at(-1)?.data)}`);
    await conductRun({ ledger, transport: pool, plan }, run, runbook).done;
    const wallMs = performance.now() - began;
    loop.disable();
    const { user, system } = process.cpuUsage(cpuBefore);
    return { wallMs, cpuMs: (user + system) / 1000, ...loopOf(loop), ...countsOf(ledger.world().runs[id]) };
  };
  // In a console the threads run from the first probe on; what is cold is the connections.
  const nowhere = task.targets.slice(0, 64).map((target) => ({ ...target, hostKeys: [] }));
  await Promise.all(nowhere.map((target) => pool.perform(target, { command: 'true', timeoutMs: 1 })));
  const rssBefore = process.memoryUsage.rss();
  try {
    const cold = await play('RUN-0001');
    const rssMb = (process.memoryUsage.rss() - rssBefore) / 2 ** 20;
    const armed = task.armed ? await play('RUN-0002') : undefined;
    return { cold, armed, rssMb, commits: journal.rows() };
  } finally {
    await pool.close();
    journal.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function planOf({ targets, canary, maxInFlight, timeoutMs }: FanOutTask): Plan {
  const step = { id: 'do', kind: 'command' as const, command: 'true', timeoutMs };
  const waves = { canary, size: targets.length, maxInFlight };
  const runbook: Runbook = {
    ...restartAgent,
    ...{ waves, steps: [{ ...step, idempotent: true, okExitCodes: [0] }] },
    budgets: { failed: 1, unreachable: 1, denied: 1 },
  };
  const far = Date.now() + 86_400_000;
  const envelopes = signIn.authority.envelopes.map((each) => ({
    ...each,
    ...{ maxEndpoints: targets.length, untilMs: far },
  }));
  const service = { ...signIn, authority: { ...signIn.authority, envelopes } };
  const endpoints = targets.map((target) => ({ ...target, labels: { role: 'workstation', site: 'north' } }));
  return { ...hospital, services: [service], runbooks: [runbook], endpoints };
}

function countsOf(run: Run | undefined) {
  const states: Record<string, number> = {};
  for (const { state, outcome } of Object.values(run?.endpoints ?? {})) {
    const key = outcome ? ('cause' in outcome ? outcome.cause : outcome.state) : state;
    states[key] = (states[key] ?? 0) + 1;
  }
  return { states, result: run?.result ?? 'none' };
}

const loopOf = (loop: ReturnType<typeof monitorEventLoopDelay>) => ({
  loopP99: loop.percentile(99) / nanosecondsPerMs,
  loopMax: loop.max / nanosecondsPerMs,
});

function rethrow(error: unknown): never {
  throw error;
}
