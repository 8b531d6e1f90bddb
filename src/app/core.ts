import { begunAnew } from '../domain/escalation/begin-anew';
import { type Recorded, stream } from '../domain/events';
import type { Named } from '../domain/names';
import { leaveUnproven } from '../domain/operator/commands';
import type { Plan } from '../domain/plan/plan';
import { onRecord } from '../domain/proof/on-record';
import type { Run } from '../domain/run/run-state';
import { lightRecord } from '../domain/views/light-record';
import type { Transport } from '../execution/transport';
import type { PinFile } from '../identity/pin-file';
import type { Pushes } from '../ipc/contract';
import type { DemoStatus, PlanStatus, Snapshot } from '../ipc/snapshot';
import type { Drafts } from '../plan/edit/drafts';
import type { Journal } from '../store/journal';
import { sha256 } from '../store/sha256';
import { type ArmingWatch, watchArming } from './arming';
import { type AskedSecrets, createAskedSecrets, type SecretKeep } from './asked-secrets';
import type { Clock } from './clock';
import { createLedger, type Ledger } from './ledger';
import { createLiveState } from './live-state';
import type { PlanPassword } from './password-transport';
import { createPlanHolder, type PlanHolder } from './plan-holder';
import { createPlanReader, type PlanReader } from './plan-reader/plan-reader';
import { createPreflights, type Preflights } from './preflights';
import { createPreviews, type Previews } from './previews';
import { createReconciler, type Reconciler } from './reconcile';
import { createRuns } from './runs';
import { createWatches, type Watches } from './watches';

export type CoreOptions = {
  readonly version: string;
  readonly journal: Journal;
  readonly clock: Clock;
  /** Called when a plan comes into force; the transport of the plan before it is closed. */
  readonly createTransport: (
    identityFile: string | null,
    secrets: AskedSecrets,
    password?: PlanPassword,
  ) => Transport;
  /** What a person said to keep of the secrets they were asked for. */
  readonly keychain: SecretKeep;
  /** Whether people are who they say. */
  readonly pins: PinFile;
  readonly exportsFolder: string;
  /** The built `plan-reader.js`; absent = the plan is read in this very thread. */
  readonly planReaderFile?: string | undefined;
  /** What somebody began to change in the plan and has not saved. */
  readonly drafts: Drafts;
  /**
   * Whether thresholds, countdowns, receivers and the outbox work: only where somebody can see a countdown and
   * stop it. Without it the console looks and does what it is told.
   */
  readonly actsByItself: boolean;
  /** Told of unexpected errors; nothing is swallowed. */
  readonly onFault: (error: unknown) => void;
};

export type Core = {
  readonly journal: Journal;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly plans: PlanHolder;
  readonly reader: PlanReader;
  readonly previews: Previews;
  readonly preflights: Preflights;
  readonly arming: ArmingWatch;
  readonly pins: PinFile;
  readonly secrets: AskedSecrets;
  readonly exportsFolder: string;
  readonly drafts: Drafts;
  snapshot(): Snapshot;
  /** Takes a started run through its waves in the background. */
  conduct(run: string): void;
  stopRun(run: string): void;
  pauseRun(run: string): void;
  continueRun(run: string): void;
  /** Asks the endpoints of an ended run what became of the steps whose end was not seen. */
  reconcile: Reconciler['look'];
  /** See `ProbeWatch`. */
  lookedSince(service: string): number | null;
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
    // One window that is gone must not keep the others, or the console itself, from going on.
    for (const listener of listeners)
      try {
        listener(name, message);
      } catch (error) {
        onFault(error);
      }
  };
  const live = createLiveState((now) => push('live.changed', now));
  const secrets = createAskedSecrets(options.keychain, (questions) => live.set({ questions }), onFault);
  let demo: DemoStatus = { state: 'off', detail: '' };
  let cancelPreview: (() => void) | null = null;
  const transport = () => watches.transport();
  const reconciler = createReconciler({ ledger, clock, transport, onFault });
  const onEnded = (run: Run): void => {
    watches.lookNow(run.service);
    reconciler.look(run.id).catch(onFault);
  };
  const runs = createRuns(ledger, onEnded, onFault);
  const conduct = (run: string): void =>
    runs.conduct(run, plans.status().plan, watches.transport(), plans.files());

  const refreshPreviews = (): void => {
    cancelPreview = null;
    const { plan } = plans.status();
    try {
      if (plan) live.set({ previews: previews.current(plan, ledger.world(), clock.now()) });
    } catch (error) {
      onFault(error);
    }
  };

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
    for (const record of records) if (record.type === 'clock.stepped') live.step(record.data.byMs);
    // A service that was verified just now may be proven by it, and by its end whom messages reached.
    if (records.some(provesSomething)) clock.after(previewDelayMs, plans.lintAgain);
    push('journal.appended', records.map(lightRecord));
    cancelPreview ??= clock.after(previewDelayMs, refreshPreviews);
  });
  const { actsByItself } = options;
  const createTransport = (identityFile: string | null, password?: PlanPassword) =>
    options.createTransport(identityFile, secrets, password);
  const watches: Watches = createWatches({
    ...{ ledger, clock, live, runs, actsByItself, createTransport, conduct, onFault },
  });

  const fleet = {
    ...{ ledger, clock, live, actsByItself, onFault },
    plan: () => plans.status().plan,
    transport: () => watches.transport(),
  };
  const preflights = createPreflights(fleet);
  const arming = watchArming(fleet);
  let adopted: string | null = null;
  const reader = createPlanReader(options.planReaderFile ?? null, onFault);
  const plans = createPlanHolder(
    { clock, reader },
    () => onRecord(ledger.world()),
    (status: PlanStatus) => {
      const { plan } = status;
      if (plan && plan.digest !== adopted) {
        adopted = plan.digest;
        adopt(ledger, plan);
        preflights.cancelAll();
        watches.adopt(plan, plans.files());
        arming.adopt();
        reconciler.lookAtAll();
      }
      push('plan.changed', status);
    },
    onFault,
  );
  return {
    journal,
    ledger,
    clock,
    plans,
    reader,
    previews,
    preflights,
    arming,
    pins: options.pins,
    secrets,
    exportsFolder: options.exportsFolder,
    drafts: options.drafts,
    snapshot: () => ({
      version: options.version,
      journal: { state: 'open', rows: journal.rows(), unknown: ledger.unknownRows() },
      plan: plans.status(),
      world: ledger.world(),
      recent: ledger.recent(),
      live: live.read(),
      demo,
    }),
    conduct,
    stopRun: runs.stop,
    pauseRun: runs.pause,
    continueRun: runs.goOn,
    reconcile: reconciler.look,
    lookedSince: watches.lookedSince,
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
      cancelPreview?.();
      secrets.close();
      preflights.cancelAll();
      arming.stop();
      // Begun in the same turn: whoever asks for a run from now on is told that the console closes.
      await Promise.all([reconciler.close(), watches.close(), reader.close()]);
      journal.close();
    },
  };
}

/** Puts on record which plan is in force from now on, with every name that later rows use. */
function adopt(ledger: Ledger, plan: Plan): void {
  const { organisation, mode, digest, endpoints } = plan;
  const named = (all: readonly Named[]) => all.map(({ id, name }) => ({ id, name }));
  const data = {
    ...{ organisation, mode, digest, endpoints: endpoints.length },
    ...{ services: named(plan.services), runbooks: named(plan.runbooks), people: named(plan.people) },
  };
  ledger.commit((world, at) => [
    { type: 'plan.adopted', data, stream: stream.console, occurredAt: at, actor: 'console' },
    ...begunAnew({ world, plan, at }),
  ]);
  ledger.commit((world, at) => leaveUnproven({ world, at, plan }));
}

const provesSomething = ({ type, data }: Recorded): boolean =>
  type === 'incident.resolved' || (type === 'service.changed' && data.to === 'verified');
