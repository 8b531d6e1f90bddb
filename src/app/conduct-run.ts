import { setMaxListeners } from 'node:events';
import { type NewEvent, stream } from '../domain/events';
import type { Endpoint, Plan } from '../domain/plan/plan';
import { canaryFault, exceededBudget, type Tally } from '../domain/run/budget';
import { endRun } from '../domain/run/commands';
import { judgeStep } from '../domain/run/judge-step';
import type { ManifestEntry } from '../domain/run/manifest';
import type { Outcome, OutcomeState } from '../domain/run/outcome';
import type { Run } from '../domain/run/run-state';
import type { Runbook } from '../domain/run/runbook';
import { spreadCanary } from '../domain/run/waves';
import { runAll } from '../execution/engine';
import type { Transport } from '../execution/transport';
import type { Ledger } from './ledger';

export type Conducting = {
  /** Settles when the run has ended and its end is in the journal; rejects when the journal could not be written. */
  readonly done: Promise<void>;
  /** Nothing further is sent from this moment on. */
  stop(): void;
};

type Parts = { readonly ledger: Ledger; readonly transport: Transport; readonly plan: Plan };

/**
 * Takes a started run through its waves. Per wave and step: the intent for a batch of endpoints is
 * durable before its first byte leaves, every end is journalled, and after every single one the
 * failure budgets are asked. Touches exactly the entries of the approved manifest.
 */
export function conductRun(parts: Parts, run: Run, runbook: Runbook): Conducting {
  const stopping = new AbortController();
  // Every endpoint in flight listens; that is what it is for, not a leak.
  setMaxListeners(0, stopping.signal);
  const { ledger, transport } = parts;
  const ended: Partial<Record<OutcomeState, number>> = {};
  const tally: Tally = { total: run.manifest.entries.length, ended };
  let halted: string | null = null;

  const record = (events: readonly WithoutEnvelope<NewEvent>[]): void => {
    ledger.commit((_world, at) =>
      events.map(
        (event) => ({ ...event, stream: stream.run(run.id), occurredAt: at, actor: 'console' }) as NewEvent,
      ),
    );
  };
  const settle = (step: string, outcomes: readonly (readonly [ManifestEntry, Outcome])[]): void => {
    if (outcomes.length === 0) return;
    const rows = outcomes.map(([entry, outcome]) => ({ endpoint: entry.endpoint, step, outcome }));
    record([{ type: 'run.settled', data: { run: run.id, outcomes: rows } }]);
  };

  const hasCanary = run.waves.length > 1;
  const conductWave = async (wave: number, entries: readonly ManifestEntry[]): Promise<void> => {
    record([{ type: 'run.wave-started', data: { run: run.id, wave, endpoints: entries.length } }]);
    let standing = entries;
    for (const step of run.manifest.steps) {
      if (stopping.signal.aborted || halted !== null || standing.length === 0) return;
      const isLast = step === run.manifest.steps.at(-1);
      const passed: ManifestEntry[] = [];
      const end = await runAll({
        items: standing,
        maxInFlight: runbook.waves.maxInFlight,
        signal: stopping.signal,
        shouldHalt: () => halted !== null,
        intend: async (batch) =>
          record([
            {
              type: 'run.sending',
              data: { run: run.id, step: step.id, endpoints: batch.map((e) => e.endpoint) },
            },
          ]),
        perform: async (entry) => {
          const heard = await transport.perform({ ...entry, name: entry.endpoint }, step, stopping.signal);
          const outcome = judgeStep(step, heard);
          if (outcome.state === 'ok') passed.push(entry);
          if (outcome.state !== 'ok' || isLast) ended[outcome.state] = (ended[outcome.state] ?? 0) + 1;
          halted ??= exceededBudget(tally, runbook.budgets, wave === 0 && hasCanary);
          return outcome;
        },
        settle: (batch) =>
          settle(
            step.id,
            batch.map(({ item, result }) => [item, result] as const),
          ),
      });
      settle(
        step.id,
        end.withdrawn.map((entry) => [entry, { state: 'cancelled', tookMs: 0 }] as const),
      );
      standing = passed;
    }
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

type WithoutEnvelope<E> = E extends unknown ? Omit<E, 'stream' | 'occurredAt' | 'actor'> : never;

const siteOf = (endpoints: readonly Endpoint[]) =>
  new Map(endpoints.map((each) => [each.name, each.labels.site ?? '']));
