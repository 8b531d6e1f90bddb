import { stream } from '../domain/events';
import type { Named } from '../domain/names';
import type { Plan } from '../domain/plan/plan';
import { interruptRun } from '../domain/run/commands';
import type { Transport } from '../execution/transport';
import type { DemoStatus, Live, PlanStatus, Pushes, Snapshot } from '../ipc/contract';
import { listenerOff } from '../ipc/listener-status';
import type { Journal } from '../store/journal';
import { sha256 } from '../store/sha256';
import type { Clock } from './clock';
import { type Conducting, conductRun } from './conduct-run';
import { createLedger, type Ledger } from './ledger';
import { createPlanHolder, type PlanHolder } from './plan-holder';
import { createPreviews, type Previews } from './previews';
import { type ProbeWatch, watchProbes } from './probe-watch';

export type CoreOptions = {
  readonly version: string;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Called when a plan comes into force; the transport of the plan before it is closed. */
  readonly createTransport: (identityFile: string | null) => Transport;
  readonly exportsFolder: string;
  /** Told of unexpected errors; nothing is swallowed. */
  readonly onFault: (error: unknown) => void;
};

export type Core = {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly plans: PlanHolder;
  readonly previews: Previews;
  readonly exportsFolder: string;
  snapshot(): Snapshot;
  /** Takes a started run through its waves in the background. */
  conduct(run: string): void;
  stopRun(run: string): void;
  setDemo(status: DemoStatus): void;
  /** Subscribes to everything the core says by itself; the result unsubscribes. */
  onPush(listener: PushListener): () => void;
  /** Sends nothing further, lets what is in flight end (at most its own time limits), closes all. */
  close(): Promise<void>;
};

export type PushListener = <P extends keyof Pushes>(name: P, message: Pushes[P]) => void;

/** How long a burst of commits may go on before the resolved previews are made again, in milliseconds. */
const previewDelayMs = 40;

/** The living console: what the journal says, what the plan says, and the watching and doing between them. */
export function createCore(options: CoreOptions): Core {
  const { journal, clock, onFault } = options;
  const ledger = createLedger(journal, clock, onFault);
  const previews = createPreviews(sha256);
  const listeners = new Set<PushListener>();
  const push: PushListener = (name, message) => {
    for (const listener of listeners) listener(name, message);
  };
  let live: Live = { sweptAt: {}, previews: {}, listener: listenerOff, checkedAt: {} };
  let demo: DemoStatus = { state: 'off', detail: '' };
  let transport: Transport | null = null;
  let probes: ProbeWatch | null = null;
  let adopted: string | null = null;
  const running = new Map<string, Conducting>();
  let cancelPreview: (() => void) | null = null;

  const setLive = (change: Partial<Live>): void => {
    live = { ...live, ...change };
    push('live.changed', live);
  };
  const refreshPreviews = (): void => {
    cancelPreview = null;
    const { plan } = plans.status();
    if (plan) setLive({ previews: previews.current(plan, ledger.world(), clock.now()) });
  };

  /** Ends a run that nobody conducts any more, with what is known of every endpoint. */
  const closeInterrupted = (id: string): void => {
    try {
      ledger.commit((world, at) => {
        const run = world.runs[id];
        return run?.result === null ? interruptRun({ world, at }, run) : [];
      });
    } catch (error) {
      // The journal cannot be written now; the next start finds the run open and closes it then.
      onFault(error);
    }
  };

  for (const id of Object.keys(ledger.world().runs)) closeInterrupted(id);
  ledger.commit((_world, at) => [
    {
      type: 'console.started',
      data: { version: options.version },
      stream: stream.console,
      occurredAt: at,
      actor: 'console',
    },
  ]);
  ledger.onCommit((records) => {
    push('journal.appended', records);
    cancelPreview ??= clock.after(previewDelayMs, refreshPreviews);
  });

  const adopt = (plan: Plan): void => {
    if (adopted === plan.digest) return;
    adopted = plan.digest;
    const { organisation, mode, digest, endpoints } = plan;
    const named = (all: readonly Named[]) => all.map(({ id, name }) => ({ id, name }));
    const data = {
      ...{ organisation, mode, digest, endpoints: endpoints.length },
      ...{ services: named(plan.services), runbooks: named(plan.runbooks), people: named(plan.people) },
    };
    ledger.commit((_world, at) => [
      { type: 'plan.adopted', data, stream: stream.console, occurredAt: at, actor: 'console' },
    ]);
    probes?.stop();
    // Runs under way keep the transport they started with until they end.
    const before = transport;
    void Promise.allSettled([...running.values()].map((each) => each.done)).then(() => before?.close());
    transport = options.createTransport(plans.identityFile());
    const onSweep = (key: string, at: number) => setLive({ sweptAt: { ...live.sweptAt, [key]: at } });
    probes = watchProbes({ ledger, transport, clock, onSweep, onFault }, plan);
  };
  const plans = createPlanHolder(
    clock,
    (status: PlanStatus) => {
      if (status.plan) adopt(status.plan);
      push('plan.changed', status);
    },
    onFault,
  );

  return {
    journal,
    ledger,
    clock,
    plans,
    previews,
    exportsFolder: options.exportsFolder,
    snapshot: () => ({
      version: options.version,
      journal: { state: 'open', rows: journal.rows(), unknown: ledger.unknownRows() },
      plan: plans.status(),
      world: ledger.world(),
      recent: ledger.recent(),
      live,
      demo,
    }),
    conduct(id) {
      const run = ledger.world().runs[id];
      const { plan } = plans.status();
      const runbook = plan?.runbooks.find((each) => each.id === run?.manifest.runbook);
      if (!run) throw new Error(`${id} is not in the journal`);
      if (!plan || !runbook || !transport) {
        closeInterrupted(id);
        throw new Error(`${id} cannot be conducted: its plan is gone`);
      }
      const conducting = conductRun({ ledger, transport, plan }, run, runbook);
      running.set(id, conducting);
      conducting.done
        .then(() => probes?.lookNow(run.service))
        .catch((error) => {
          onFault(error);
          closeInterrupted(id);
        })
        .finally(() => running.delete(id));
    },
    stopRun: (id) => running.get(id)?.stop(),
    setDemo(status) {
      demo = status;
      push('demo.changed', status);
    },
    onPush(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      plans.close();
      probes?.stop();
      cancelPreview?.();
      for (const each of running.values()) each.stop();
      await Promise.allSettled([...running.values()].map((each) => each.done));
      await transport?.close();
      journal.close();
    },
  };
}
