import { setMaxListeners } from 'node:events';
import { type DomainEvent, type NewEvent, stream } from '../domain/events';
import type { Endpoint, Plan } from '../domain/plan/plan';
import { canaryFault, exceededBudget, type Tally } from '../domain/run/budget';
import { endRun } from '../domain/run/commands';
import type { ManifestEntry } from '../domain/run/manifest';
import type { Outcome, OutcomeState } from '../domain/run/outcome';
import type { Run } from '../domain/run/run-state';
import type { Runbook } from '../domain/run/runbook';
import { spreadCanary } from '../domain/run/waves';
import { runAll } from '../execution/engine';
import { createDoStep, type Means } from './do-step';
import type { Ledger } from './ledger';

export type Conducting = {
  /** Settles when the run has ended and its end is in the journal; rejects when the journal could not be written. */
  readonly done: Promise<void>;
  /** Nothing further is sent from this moment on. */
  stop(): void;
};

type Parts = Partial<Means> & Pick<Means, 'transport'> & { readonly ledger: Ledger; readonly plan: Plan };

/**
 * Takes a started run through its waves; within a wave every endpoint goes through its steps at its own
 * pace. The intent of every step is durable before its first byte leaves, every end is journalled, and
 * after every single one the failure budgets are asked. Touches exactly the entries of the approved manifest.
 */
export function conductRun(parts: Parts, run: Run, runbook: Runbook): Conducting {
  const stopping = new AbortController();
  // Every endpoint in flight listens; that is what it is for, not a leak.
  setMaxListeners(0, stopping.signal);
  const { ledger } = parts;
  const nothingMore = { contents: new Map(), becomeSecret: async () => null };
  const doStep = createDoStep({ ...nothingMore, ...parts }, run.manifest);
  const ended: Partial<Record<OutcomeState, number>> = {};
  const tally: Tally = { total: run.manifest.entries.length, ended };
  let halted: string | null = null;

  const record = (events: readonly DomainEvent[]): void => {
    ledger.commit((_world, at) =>
      events.map(
        (event) => ({ ...event, stream: stream.run(run.id), occurredAt: at, actor: 'console' }) as NewEvent,
      ),
    );
  };
  const settled = (ends: readonly End[]): DomainEvent => {
    const outcomes = ends.map(({ entry, step, outcome }) => ({ endpoint: entry.endpoint, step, outcome }));
    return { type: 'run.settled', data: { run: run.id, outcomes } };
  };
  const sending = (step: string, entries: readonly ManifestEntry[]): DomainEvent => {
    const endpoints = entries.map((entry) => entry.endpoint);
    return { type: 'run.sending', data: { run: run.id, step, endpoints } };
  };
  const hasCanary = run.waves.length > 1;
  const { steps } = run.manifest;

  /** Takes one endpoint through its steps; the first intent is on the disk already. Gives the last end. */
  const conductEndpoint = async (entry: ManifestEntry, inCanary: boolean): Promise<End> => {
    for (let index = 0; ; index += 1) {
      const step = steps[index];
      if (!step) throw new Error(`${run.id} has no step ${index}`);
      const outcome = await doStep(entry, step, stopping.signal);
      const end = { entry, step: step.id, outcome };
      const next = outcome.state === 'ok' ? steps[index + 1] : undefined;
      if (!next) {
        ended[outcome.state] = (ended[outcome.state] ?? 0) + 1;
        halted ??= exceededBudget(tally, runbook.budgets, inCanary);
        return end;
      }
      if (stopping.signal.aborted || halted !== null) return end;
      // One write for both: what this step did, and that the next one is about to be sent.
      record([settled([end]), sending(next.id, [entry])]);
    }
  };

  const conductWave = async (wave: number, entries: readonly ManifestEntry[]): Promise<void> => {
    record([{ type: 'run.wave-started', data: { run: run.id, wave, endpoints: entries.length } }]);
    const first = steps[0]?.id ?? '';
    const { withdrawn } = await runAll({
      items: entries,
      maxInFlight: runbook.waves.maxInFlight,
      signal: stopping.signal,
      shouldHalt: () => halted !== null,
      intend: async (batch) => record([sending(first, batch)]),
      perform: (entry) => conductEndpoint(entry, wave === 0 && hasCanary),
      settle: (batch) => record([settled(batch.map(({ result }) => result))]),
    });
    if (withdrawn.length === 0) return;
    const outcome = { state: 'cancelled', tookMs: 0 } as const;
    record([settled(withdrawn.map((entry) => ({ entry, step: first, outcome })))]);
  };

  const conduct = async (): Promise<void> => {
    const sites = siteOf(parts.plan.endpoints);
    const queue = spreadCanary(
      run.manifest.entries,
      run.waves[0] ?? 0,
      (entry) => sites.get(entry.endpoint) ?? '',
    );
    let from = 0;
    for (const [wave, size] of run.waves.entries()) {
      if (stopping.signal.aborted || halted !== null) break;
      await conductWave(wave, queue.slice(from, from + size));
      if (wave === 0 && hasCanary && !stopping.signal.aborted) halted ??= canaryFault(tally);
      from += size;
    }
    if (halted !== null) record([{ type: 'run.halted', data: { run: run.id, because: halted } }]);
    ledger.commit((world, at) => endRun({ world, at }, world.runs[run.id] ?? run, false));
  };
  return { done: conduct(), stop: () => stopping.abort() };
}

/** How a step ended on an endpoint. */
type End = { readonly entry: ManifestEntry; readonly step: string; readonly outcome: Outcome };

const siteOf = (endpoints: readonly Endpoint[]) =>
  new Map(endpoints.map((each) => [each.name, each.labels.site ?? '']));
