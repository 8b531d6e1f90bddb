import { isOpen } from '../domain/incident/incident';
import { askReceipt, readReceipt, receiptOf } from '../domain/run/receipt';
import { byReceipt, type Doubt, doubtsOf, type Finding, reconcileRun } from '../domain/run/reconcile';
import type { Run } from '../domain/run/run-state';
import { runAll } from '../execution/engine';
import type { Transport } from '../execution/transport';
import type { Clock } from './clock';
import type { Ledger } from './ledger';

/** Asks endpoints what became of steps whose end was not seen. A look: it needs no authority and changes no service. */
export type Reconciler = {
  /** `asked`: how many were in doubt; `settled`: of how many of them the truth is known now. */
  look(run: string): Promise<{ readonly asked: number; readonly settled: number }>;
  /** Looks at every run of an open incident that is in doubt, in the background. */
  lookAtAll(): void;
  /** Asks nothing further; settles when nothing is under way. */
  close(): Promise<void>;
};

type Parts = {
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly transport: () => Transport | null;
  readonly onFault: (error: unknown) => void;
};

const askLimits = { timeoutMs: 10_000, maxInFlight: 32 };

export function createReconciler({ ledger, clock, transport, onFault }: Parts): Reconciler {
  const underWay = new Map<string, ReturnType<Reconciler['look']>>();
  const closing = new AbortController();

  const ask = async (run: Run, by: Transport): ReturnType<Reconciler['look']> => {
    const doubts = doubtsOf(run);
    const findings: Finding[] = [];
    const askOne = async ({ entry, step }: Doubt): Promise<void> => {
      const command = askReceipt(receiptOf(run.receipts ?? '', step.id));
      const target = { ...entry, name: entry.endpoint };
      const heard = await by.perform(target, { command, timeoutMs: askLimits.timeoutMs }, closing.signal);
      const receipt = heard.state === 'ok' ? readReceipt(heard.output) : null;
      const before = run.endpoints[entry.endpoint]?.outcome;
      if (!receipt || !before) return;
      const outcome = byReceipt(step, before, receipt, clock.now() - run.startedAt);
      findings.push({ endpoint: entry.endpoint, step: step.id, outcome });
    };
    await runAll({
      items: doubts,
      maxInFlight: askLimits.maxInFlight,
      signal: closing.signal,
      intend: async () => {},
      perform: askOne,
      settle: () => {},
    });
    const unasked = doubts.length - findings.length;
    ledger.commit((world, at) => reconcileRun({ at }, world.runs[run.id] ?? run, findings, unasked));
    const settled = findings.filter(({ outcome }) => outcome.state !== 'unknown').length;
    return { asked: doubts.length, settled };
  };

  const look: Reconciler['look'] = (id) => {
    const run = ledger.world().runs[id];
    const by = transport();
    if (!run || !by || closing.signal.aborted || doubtsOf(run).length === 0)
      return Promise.resolve({ asked: 0, settled: 0 });
    const present = underWay.get(id);
    if (present) return present;
    const asking = ask(run, by).finally(() => underWay.delete(id));
    underWay.set(id, asking);
    return asking;
  };

  return {
    look,
    lookAtAll() {
      const { runs, incidents } = ledger.world();
      for (const run of Object.values(runs)) {
        const incident = incidents[run.incident];
        if (incident && isOpen(incident)) look(run.id).catch(onFault);
      }
    },
    async close() {
      closing.abort();
      await Promise.allSettled(underWay.values());
    },
  };
}
