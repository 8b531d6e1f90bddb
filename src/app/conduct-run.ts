import { type DomainEvent, type NewEvent, stream } from '../domain/events';
import type { Endpoint, Plan } from '../domain/plan/plan';
import { wentWrongBefore } from '../domain/run/canary';
import { endRun } from '../domain/run/commands';
import type { Manifest, ManifestEntry } from '../domain/run/manifest';
import { wrapperOf } from '../domain/run/receipt';
import type { Run } from '../domain/run/run-state';
import type { Runbook } from '../domain/run/runbook';
import { stepsOf } from '../domain/run/sent-steps';
import { spreadCanary } from '../domain/run/waves';
import { runAll } from '../execution/engine';
import { createDoStep, type Means } from './do-step';
import type { Ledger } from './ledger';
import { createRunFlow } from './run-flow';
import { createRunLog } from './run-log';

export type Conducting = {
  /** Settles when the run has ended and its end is in the journal; rejects when the journal could not be written. */
  readonly done: Promise<void>;
  /** Nothing further is sent from this moment on. */
  stop(): void;
  /** Nothing new is sent until `goOn`; what is in flight ends. */
  pause(): void;
  goOn(): void;
};

type Parts = Partial<Means> & Pick<Means, 'transport'> & { readonly ledger: Ledger; readonly plan: Plan };
type Steps = Manifest['steps'];

/**
 * Takes a started run through its waves; within a wave every endpoint goes through its steps at its own
 * pace. The intent of every step is durable before its first byte leaves, every end is journalled, and
 * after every single one the failure budgets are asked. Touches exactly the entries of the approved manifest.
 */
export function conductRun(parts: Parts, run: Run, runbook: Runbook): Conducting {
  const { ledger, plan } = parts;
  const flow = createRunFlow({ run, plan, runbook, world: ledger.world });
  const nothingMore = { contents: new Map(), becomeSecret: async () => null };
  const doStep = createDoStep({ ...nothingMore, ...parts }, run.manifest, wrapperOf(run));
  const record = (events: readonly DomainEvent[]): void => {
    ledger.commit((_world, at) =>
      events.map(
        (event) => ({ ...event, stream: stream.run(run.id), occurredAt: at, actor: 'console' }) as NewEvent,
      ),
    );
  };
  const log = createRunLog({ run: run.id, write: record, standing: flow.standing });
  flow.onChange(log.wake);
  const isOver = (): boolean => flow.standing() === 'over';
  const hasCanary = run.waves.length > 1;

  /** Takes one endpoint through its steps; the intent of the first is on the disk already. */
  const conductEndpoint = async (entry: ManifestEntry, steps: Steps, inCanary: boolean): Promise<void> => {
    for (const [index, step] of steps.entries()) {
      const outcome = await doStep(entry, step, flow.signal);
      log.end({ entry, step: step.id, outcome });
      const next = outcome.state === 'ok' ? steps[index + 1] : undefined;
      if (!next) return flow.ended(entry, outcome, inCanary);
      // What this step did, and that the next one is about to be sent, share a write.
      if (isOver() || !(await log.intend(next.id, [entry]))) return flow.left(entry);
      if (isOver()) {
        log.end({ entry, step: next.id, outcome: { state: 'cancelled', tookMs: 0 } });
        return flow.left(entry);
      }
    }
  };

  const conductWave = async (wave: number, steps: Steps, entries: readonly ManifestEntry[]) => {
    record([{ type: 'run.wave-started', data: { run: run.id, wave, endpoints: entries.length } }]);
    const intended = new Set<ManifestEntry>();
    const { withdrawn } = await runAll({
      items: entries,
      maxInFlight: runbook.waves.maxInFlight,
      signal: flow.signal,
      shouldHalt: isOver,
      choose: flow.choose,
      onReady: flow.onChange,
      intend: async (batch) => {
        const batches = byFirstStep(batch, steps);
        await Promise.all(
          batches.map(async ([step, some]) => {
            if (await log.intend(step, some)) for (const entry of some) intended.add(entry);
          }),
        );
      },
      perform: (entry) => conductEndpoint(entry, stepsOf(entry, steps), wave === 0 && hasCanary),
      settle: log.flushed,
    });
    for (const entry of withdrawn) {
      flow.left(entry);
      const step = stepsOf(entry, steps)[0]?.id ?? '';
      if (intended.has(entry)) log.end({ entry, step, outcome: { state: 'cancelled', tookMs: 0 } });
    }
    await log.flushed();
  };

  /** A stage goes through its waves: these steps on these endpoints, the canary first. */
  const conductStage = async (steps: Steps, queue: readonly ManifestEntry[]): Promise<void> => {
    let from = 0;
    for (const [wave, size] of run.waves.entries()) {
      if (isOver()) break;
      await conductWave(wave, steps, queue.slice(from, from + size));
      if (wave === 0 && hasCanary) flow.canaryEnded();
      from += size;
    }
  };

  const conduct = async (): Promise<void> => {
    const sites = siteOf(plan.endpoints);
    const { entries, steps } = run.manifest;
    const bad = wentWrongBefore(run.manifest, ledger.world().runs);
    const siteIn = ({ endpoint }: ManifestEntry) => sites.get(endpoint) ?? '';
    const queue = spreadCanary(entries, run.waves[0] ?? 0, siteIn, ({ endpoint }) => bad.has(endpoint));
    await conductStage(steps, queue);
    const halted = flow.haltedBecause();
    if (halted !== null) record([{ type: 'run.halted', data: { run: run.id, because: halted } }]);
    ledger.commit((world, at) => endRun({ world, at }, world.runs[run.id] ?? run, false));
  };
  const { stop, pause, goOn } = flow;
  return { done: conduct(), stop, pause, goOn };
}

function byFirstStep(entries: readonly ManifestEntry[], steps: Steps) {
  const batches = new Map<string, ManifestEntry[]>();
  for (const entry of entries) {
    const step = stepsOf(entry, steps)[0]?.id ?? '';
    batches.set(step, [...(batches.get(step) ?? []), entry]);
  }
  return [...batches];
}

const siteOf = (endpoints: readonly Endpoint[]) =>
  new Map(endpoints.map((each) => [each.name, each.labels.site ?? '']));
