import type { DomainEvent } from '../domain/events';
import { consoleProgress, manualEnd, siteOf, sitesOf, stillIn } from '../domain/run/console/console-progress';
import type { ManifestEntry, ManifestStep } from '../domain/run/manifest';
import type { Run } from '../domain/run/run-state';
import { type DeedMeans, doDeed } from './console-deed';
import type { Ledger } from './ledger';
import type { RunFlow } from './run-flow';

type Parts = {
  readonly ledger: Ledger;
  readonly run: Run;
  readonly flow: RunFlow;
  readonly means: DeedMeans;
  /** Makes events of the run durable before it returns. */
  readonly record: (events: readonly DomainEvent[]) => void;
};

/**
 * Does one step at the console: waits for people, or starts a program or a request after its intent is on the disk.
 * Resolves with whether the run goes on; whatever went wrong is on record then, and the flow knows.
 */
export function createConsoleStage({ ledger, run, flow, means, record }: Parts) {
  const present = (): Run => ledger.world().runs[run.id] ?? run;
  const close = (step: ManifestStep, data: Omit<Closed, 'run' | 'step'>, more: readonly DomainEvent[] = []) =>
    record([{ type: 'run.step-closed', data: { run: run.id, step: step.id, ...data } }, ...more]);

  /** Resolves when the answer is there or the run is over, whichever comes first. */
  const answered = (isAnswered: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!isAnswered() && !flow.signal.aborted) return;
        unsubscribe();
        flow.signal.removeEventListener('abort', look);
        resolve();
      };
      const unsubscribe = ledger.onCommit(look);
      flow.signal.addEventListener('abort', look);
      look();
    });

  const byPeople = async (step: ManifestStep): Promise<void> => {
    await answered(() => manualEnd(present(), step) !== null);
    const end = manualEnd(present(), step);
    if (flow.signal.aborted || end === null) return close(step, { outcome: 'cancelled' });
    const isLeft = (entry: ManifestEntry) => end.left.includes(step.manual?.perSite ? siteOf(entry) : '');
    if (end.left.length === sitesOf(present(), step).length) {
      close(step, { outcome: 'failed', because: 'it was not done' });
      return flow.halt(`${step.id} was not done`);
    }
    const withdrawn = stillIn(present()).filter(isLeft);
    const outcome = { state: 'cancelled', tookMs: 0 } as const;
    const outcomes = withdrawn.map(({ endpoint }) => ({ endpoint, step: step.id, outcome }));
    const settled = { type: 'run.settled' as const, data: { run: run.id, outcomes } };
    close(step, { outcome: 'done' }, outcomes.length === 0 ? [] : [settled]);
    for (const entry of withdrawn) flow.ended(entry, outcome, false);
  };

  const byChoice = async (step: ManifestStep): Promise<void> => {
    const closed = () => consoleProgress(present(), step.id)?.outcome ?? null;
    await answered(() => closed() !== null);
    if (closed() === null) close(step, { outcome: 'cancelled' });
  };

  const byConsole = async (step: ManifestStep): Promise<void> => {
    const from = performance.now();
    const end = await doDeed(step, run.manifest, means, flow.signal);
    close(step, { ...end, tookMs: performance.now() - from });
    if (end.outcome !== 'done' && !flow.signal.aborted)
      flow.halt(`${step.id}: ${end.because ?? end.outcome}`);
  };

  return async (step: ManifestStep): Promise<'on' | 'end'> => {
    if (!(await flow.untilGo())) return 'end';
    if (stillIn(present()).length === 0) {
      flow.halt(`no endpoint is left for ${step.id}`);
      return 'end';
    }
    record([{ type: 'run.step-opened', data: { run: run.id, step: step.id } }]);
    if (step.manual) await byPeople(step);
    else if (step.decision) await byChoice(step);
    else await byConsole(step);
    return consoleProgress(present(), step.id)?.outcome === 'done' ? 'on' : 'end';
  };
}

type Closed = Extract<DomainEvent, { type: 'run.step-closed' }>['data'];
