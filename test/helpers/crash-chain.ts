import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openSession } from '../../src/app/session';
import type { Run } from '../../src/domain/run/run-state';
import type { World } from '../../src/domain/world';
import { verifyJournal } from '../../src/store/verify-journal';
import { startTestFleet, type TestFleet } from './fleet';
import { fleetPlan } from './fleet-plan';
import { built, emptyFolder, startHoldfast } from './holdfast';
import { seeded } from './mixed-faults';

export type CrashReport = {
  readonly kills: number;
  /** Runs that went through to their end between two kills. */
  readonly finished: number;
  /** How many endpoints were known to have done it, not to have, or to have begun, over all restarts. */
  readonly claims: Readonly<Record<Claim, number>>;
  /** Everything that was not as it has to be, in words; empty = all was exact. */
  readonly wrong: readonly string[];
};

type Claim = 'done' | 'not done' | 'began';

const runbook = `steps:
  - { id: tell, command: "echo told >>told; sleep 0.05", timeout: 60s }
  - { id: check, verify: "test -s told", timeout: 60s }
waves: { canary: 5, size: 1000, max_in_flight: 24 }
budget: { failed: 100%, unreachable: 100%, denied: 100% }
`;

/**
 * Kills the real command line with `kill -9` at moments by chance, in the middle of a run whose step must not be done
 * twice, until it was killed `kills` times. After every kill the journal is opened as a next start would, the
 * receipts are asked, and what the journal says of every endpoint is held against what the endpoint itself counted.
 * What is left is resumed, and killed again; when nothing is left a new run begins on a new journal.
 */
export async function playCrashes(options: {
  readonly size: number;
  readonly kills: number;
  readonly seed: number;
  readonly say?: (line: string) => void;
}): Promise<CrashReport> {
  const { size, say = () => {} } = options;
  await built();
  const folder = await emptyFolder();
  const fleet = await startTestFleet(size);
  const chance = seeded(options.seed);
  const wrong: string[] = [];
  const claims: Record<Claim, number> = { done: 0, 'not done': 0, began: 0 };
  let [kills, finished] = [0, 0];
  try {
    const plan = await writePlan(folder, fleet);
    for (let chain = 1; kills < options.kills; chain += 1) {
      await forget(fleet);
      const data = path.join(folder, `data-${chain}`);
      const common = ['--plan', plan, '--as', 'maria.chen', '--yes', '--data', data];
      let call = ['run', 'work', '--verify-within', '1', ...common];
      for (let left = size; left > 0 && kills < options.kills; ) {
        // The last tenth may end: a kill before anything is sent proves little.
        const afterMs = left * 10 > size ? chance() * (400 + left * 15) : null;
        const wasKilled = await killByChance(call, afterMs);
        const found = await lookAfter(data, plan, fleet);
        if (wasKilled) kills += 1;
        else finished += 1;
        for (const each of Object.keys(claims) as Claim[]) claims[each] += found.claims[each];
        wrong.push(...found.wrong.map((words) => `chain ${chain}, kill ${kills}: ${words}`));
        say(
          `chain ${chain}, ${wasKilled ? `kill ${kills}` : 'ended'}: ${JSON.stringify(found.claims)}, ${found.left} left${found.wrong.length > 0 ? `, ${found.wrong.length} WRONG` : ''}`,
        );
        left = found.left;
        if (found.run !== null) call = ['resume', found.run, ...common];
        // A run that ended by itself and left something could go on like this for ever.
        if (!wasKilled && left > 0) {
          wrong.push(`chain ${chain}: ended by itself and left ${left}`);
          break;
        }
      }
    }
  } finally {
    await fleet.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return { kills, finished, claims, wrong };
}

async function writePlan(folder: string, fleet: TestFleet): Promise<string> {
  const plan = path.join(folder, 'plan');
  const files = fleetPlan({
    rows: fleet.fleet.endpoints.map((each) => ({ ...each, group: 'in' })),
    identity: fleet.fleet.clientKeyPath,
    runbook,
    // One place that nobody listens at: down at once, without a sweep over every endpoint at every start.
    look: 'tcp: "127.0.0.1:1"',
  });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(plan, file)), { recursive: true });
    await writeFile(path.join(plan, file), text);
  }
  return plan;
}

/** True when it was still running `afterMs` after it began to send; null lets it end. */
async function killByChance(call: readonly string[], afterMs: number | null): Promise<boolean> {
  const { child, ended } = startHoldfast(...call);
  let said = '';
  let hasBegun = false;
  let timer: NodeJS.Timeout | undefined;
  child.stderr?.on('data', (text: string) => {
    said += text;
    if (!said.includes('Authorised')) return;
    hasBegun = true;
    if (afterMs !== null) timer ??= setTimeout(() => child.kill('SIGKILL'), afterMs);
  });
  const { code, stderr } = await ended;
  clearTimeout(timer);
  if (!hasBegun) throw new Error(`${call[0]} ended with ${code} before it sent anything: ${stderr}`);
  return child.signalCode === 'SIGKILL';
}

/** Opens the journal as the next start does, and holds it against the endpoints. */
async function lookAfter(data: string, plan: string, fleet: TestFleet) {
  const wrong: string[] = [];
  const verdict = verifyJournal(path.join(data, 'journal.db'));
  if (!verdict.ok) wrong.push(`the journal does not verify: row ${verdict.row}, ${verdict.reason}`);
  const session = openSession({
    folder: data,
    version: 'test',
    actsByItself: false,
    execution: { workerFile: null },
    keychain: null,
    onFault: (error) => wrong.push(String(error)),
  });
  const { core } = session;
  if (!core) throw new Error('the journal was refused');
  await core.plans.open(plan);
  for (const run of Object.keys(core.ledger.world().runs)) await core.reconcile(run);
  const world = core.ledger.world();
  await session.close();

  const claims: Record<Claim, number> = { done: 0, 'not done': 0, began: 0 };
  for (const { name } of fleet.fleet.endpoints) {
    const claim = claimOf(world, name);
    const count = await timesTold(fleet, name);
    claims[claim] += 1;
    const isRight = claim === 'done' ? count === 1 : claim === 'not done' ? count === 0 : count <= 1;
    if (!isRight) wrong.push(`${name}: the journal says ${claim}, the endpoint counted ${count}`);
  }
  const runs = Object.values(world.runs);
  for (const run of runs) wrong.push(...unsettled(run));
  return { claims, wrong, left: claims['not done'], run: runs.at(-1)?.id ?? null };
}

/** What all runs together say of one endpoint. */
function claimOf(world: World, name: string): Claim {
  let claim: Claim = 'not done';
  for (const { endpoints } of Object.values(world.runs)) {
    const { step, state } = endpoints[name] ?? {};
    if (
      step === 'check' ||
      (step === 'tell' && (state === 'ok' || state === 'pending' || state === 'failed'))
    )
      return 'done';
    if (step === 'tell' && state === 'unknown') claim = 'began';
  }
  return claim;
}

/** An end that is not known must say by the endpoint's own receipt why; nothing may still be in flight. */
function unsettled(run: Run): string[] {
  return Object.entries(run.endpoints).flatMap(([name, { step, state, outcome }]) => {
    if (state === 'sending') return [`${run.id} ${name}: still in flight after a restart`];
    const words = outcome && 'output' in outcome ? outcome.output : '';
    const isSaid = state !== 'unknown' || step === 'check' || words.startsWith('[by its receipt: began');
    return isSaid ? [] : [`${run.id} ${name}: ${state} ${words}`];
  });
}

const homeOf = (fleet: TestFleet, name: string) => path.join(fleet.dir, 'homes', name);

async function timesTold(fleet: TestFleet, name: string): Promise<number> {
  const text = await readFile(path.join(homeOf(fleet, name), 'told'), 'utf8').catch(() => '');
  return text.split('\n').filter((line) => line === 'told').length;
}

async function forget(fleet: TestFleet): Promise<void> {
  for (const { name } of fleet.fleet.endpoints)
    for (const each of ['told', '.holdfast'])
      await rm(path.join(homeOf(fleet, name), each), { recursive: true, force: true });
}
