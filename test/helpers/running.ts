import { onTestFinished } from 'vitest';
import { type Conducting, conductRun } from '../../src/app/conduct-run';
import { createLedger, type Ledger } from '../../src/app/ledger';
import type { EventOf, EventType, NewEvent, Recorded } from '../../src/domain/events';
import type { Endpoint } from '../../src/domain/plan/plan';
import type { Manifest } from '../../src/domain/run/manifest';
import type { Run } from '../../src/domain/run/run-state';
import type { Runbook } from '../../src/domain/run/runbook';
import { startRun } from '../../src/domain/run/start-run';
import type { findAnsible } from '../../src/execution/ansible/program';
import type { Transport } from '../../src/execution/transport';
import { type Journal, openJournal } from '../../src/store/journal';
import { fakeClock } from './fake-clock';
import { hospital, manifestOf, restartAgent, seconds, workstations } from './hospital';
import { journalFile } from './journal-file';
import { declared, swept } from './outage';

export type Running = {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly conducting: Conducting;
  run(): Run;
  /** The events of the run so far, of one type. */
  events<T extends EventType>(type: T): EventOf<T>['data'][];
};

type Setting = {
  readonly transport: Transport;
  readonly endpoints?: number;
  /** On these instead of so many made up ones. */
  readonly on?: readonly Endpoint[];
  /** The last sweep found every endpoint healthy; otherwise most of the first ten fail. */
  readonly seenHealthy?: boolean;
  readonly runbook?: Partial<Runbook>;
  /** What is found of ansible instead of what this machine has. */
  readonly findAnsible?: typeof findAnsible;
  /** What happened before, such as a run RUN-0000 that this one goes on with. */
  readonly before?: readonly NewEvent[];
  readonly follows?: Manifest['follows'];
  /** Wraps the journal before anything is written through it. */
  readonly journal?: (journal: Journal) => Journal;
  /** Called before the run is conducted, for listening to the ledger. */
  readonly prepare?: (ledger: Ledger, stop: () => void) => void;
};

/** Starts the restore runbook on a real journal. The journal is closed when the test has ended. */
export function startRunning(setting: Setting): Running {
  const runbook: Runbook = { ...restartAgent, ...setting.runbook };
  const plan = {
    ...hospital,
    runbooks: [runbook],
    endpoints: setting.on ?? workstations(setting.endpoints ?? 10),
  };
  const real = openJournal(journalFile(), () => seconds(100));
  const journal = setting.journal?.(real) ?? real;
  const ledger = createLedger(journal, fakeClock(seconds(100)), rethrow);
  ledger.commit(() => declared);
  if (setting.seenHealthy) ledger.commit(() => [swept(seconds(35), 0)]);
  const { before, follows } = setting;
  if (before) ledger.commit(() => before);
  const manifest = { ...manifestOf(plan), ...(follows ? { follows } : {}) };
  const command = { run: 'RUN-0001', incident: 'INC-0001', manifest };
  ledger.commit((world, at) => startRun({ world, plan, at, operator: 'maria' }, command));
  const run = () => ledger.world().runs['RUN-0001'] as Run;
  let conducting: Conducting | null = null;
  setting.prepare?.(ledger, () => conducting?.stop());
  conducting = conductRun(
    { ledger, transport: setting.transport, plan, findAnsible: setting.findAnsible },
    run(),
    runbook,
  );
  const { done } = conducting;
  onTestFinished(() => done.then(real.close, real.close));
  return {
    journal,
    ledger,
    conducting,
    run,
    events: <T extends EventType>(type: T) =>
      recordsOf(journal).flatMap((each) => (each.type === type ? [each.data as EventOf<T>['data']] : [])),
  };
}

export const recordsOf = (journal: Journal): Recorded[] => journal.read(0, 100_000).records;

function rethrow(error: unknown): never {
  throw error;
}
