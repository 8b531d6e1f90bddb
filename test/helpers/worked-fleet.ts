import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { allRecords } from '../../src/app/export-incident';
import { openSession } from '../../src/app/session';
import { foldWorld } from '../../src/domain/evolve-world';
import type { Incident } from '../../src/domain/incident/incident';
import { requireIncident } from '../../src/domain/incident/lookup';
import type { Run } from '../../src/domain/run/run-state';
import { readJournal } from '../../src/store/journal-reader';
import { startTestFleet, type TestFleet } from './fleet';
import { fleetPlan } from './fleet-plan';
import { built, type Ended, emptyFolder, startHoldfast } from './holdfast';

/** A plan on endpoints of its own that the command line works on; what is done there stands in their file `did`. */
export type WorkedFleet = {
  readonly fleet: TestFleet;
  readonly names: readonly string[];
  /** Starts `holdfast <command> …` on the plan, with `--yes`, as the commander. */
  start(data: string, ...words: readonly string[]): ReturnType<typeof startHoldfast>;
  holdfast(data: string, ...words: readonly string[]): Promise<Ended>;
  /** What an endpoint was made to do so far, one word each. */
  did(name: string): Promise<readonly string[]>;
  /** Writes a file into the home of an endpoint. */
  put(name: string, file: string): Promise<void>;
  remove(name: string, file: string): Promise<void>;
  /** Forgets what was done, on every endpoint. */
  forget(): Promise<void>;
  /** The runs that the journal of a data folder holds, also while another process writes it. */
  runs(data: string): readonly Run[];
  /** The one incident of a data folder. */
  incident(data: string): Incident;
  /** Ends the one incident of a data folder, with a reason in place of a proof. */
  standDown(data: string): Promise<void>;
  close(): Promise<void>;
};

/**
 * @param runbook the steps, waves and budget of the restore runbook, as YAML lines
 * @param probe nobody listens where it looks by default: the service stays down, so that its incident stays open
 */
export async function workedFleet(
  size: number,
  runbook: string,
  probe: { readonly look: string; readonly every?: string } = { look: 'tcp: "127.0.0.1:1"' },
): Promise<WorkedFleet> {
  await built();
  const folder = await emptyFolder();
  const fleet = await startTestFleet(size);
  const plan = path.join(folder, 'plan');
  const files = fleetPlan({
    rows: fleet.fleet.endpoints.map((each) => ({ ...each, group: 'in' })),
    identity: fleet.fleet.clientKeyPath,
    runbook,
    ...probe,
  });
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(plan, file)), { recursive: true });
    await writeFile(path.join(plan, file), text);
  }
  const names = fleet.fleet.endpoints.map((each) => each.name);
  const home = (name: string, file: string) => path.join(fleet.dir, 'homes', name, file);
  const start = (data: string, ...words: readonly string[]) =>
    startHoldfast(
      ...words,
      ...['--plan', plan, '--as', 'maria.chen', '--data', path.join(folder, data)],
      ...(words[0] === 'stand-down' ? [] : ['--yes']),
      ...(words[0] === 'reconcile' || words.includes('--verify-within')
        ? []
        : ['--verify-within', probe.every ? '30' : '1']),
    );
  const world = (data: string) => {
    const journal = readJournal(path.join(folder, data, 'journal.db'));
    try {
      return foldWorld(allRecords(journal));
    } finally {
      journal.close();
    }
  };
  const remove = (name: string, file: string) => rm(home(name, file), { recursive: true, force: true });
  return {
    fleet,
    names,
    start,
    holdfast: (data, ...words) => start(data, ...words).ended,
    did: async (name) =>
      (await readFile(home(name, 'did'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== ''),
    put: (name, file) => writeFile(home(name, file), ''),
    remove,
    async forget() {
      for (const name of names) for (const file of ['did', '.holdfast']) await remove(name, file);
    },
    runs: (data) => Object.values(world(data).runs),
    incident: (data) => requireIncident(world(data), 'INC-0001'),
    async standDown(data) {
      const { core, handlers, close } = openSession({
        ...{ folder: path.join(folder, data), version: 'test', actsByItself: false, keychain: null },
        execution: { workerFile: null },
        onFault(error) {
          throw error;
        },
      });
      await core?.plans.open(plan);
      await handlers['operator.signIn']({ person: 'maria.chen' });
      await handlers['incident.standDown']({ incident: 'INC-0001', reason: 'A false alarm.' });
      await close();
    },
    async close() {
      await fleet.close();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
