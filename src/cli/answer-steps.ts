import type { Core } from '../app/core';
import type { Handlers, ShellCall } from '../app/handlers';
import { consoleProgress, openConsoleStep, sitesOf } from '../domain/run/console/console-progress';
import type { ManifestStep } from '../domain/run/manifest';
import type { Run } from '../domain/run/run-state';
import type { Step } from '../domain/run/runbook';
import { refuse } from '../errors';

/** What is answered at one site, or the option that is chosen. `null`: nobody knows, and the run is stopped. */
export type Answer = { readonly done: boolean; readonly note: string } | { readonly option: string } | null;

export type Question = Pick<Step, 'id' | 'manual' | 'decision'>;

/** Asks one thing of whoever is at this terminal; aborted when the run has ended meanwhile. */
export type AnswerStep = {
  /** Whether it can answer this step at all; asked before anything is sent. */
  readonly knows: (step: Question) => boolean;
  readonly ask: (run: Run, step: ManifestStep, site: string | null, signal: AbortSignal) => Promise<Answer>;
};

/** A run that would wait for ever for somebody who is not here is refused beforehand. */
export function requireAnswers(
  {
    steps,
    done = [],
  }: { readonly steps: readonly Question[]; readonly done?: readonly string[] | undefined },
  answer: AnswerStep | undefined,
): void {
  const unknown = steps.find(
    (step) => (step.manual || step.decision) && !done.includes(step.id) && answer?.knows(step) !== true,
  );
  if (unknown)
    refuse(
      `${unknown.id} asks a person, and nobody can be asked here. Run it in a terminal, in the window, or write the answers into a file: --answers <file>. Nothing was sent.`,
    );
}

type Parts = {
  readonly core: Core;
  readonly handlers: Omit<Handlers, ShellCall>;
  readonly run: string;
  readonly answer: AnswerStep;
};

/** Answers what a run asks, in turn, until it has ended. A question without an answer stops the run. */
export function answerSteps({ core, handlers, run: id, answer }: Parts): { close(): void } {
  const closing = new AbortController();
  let isAsking = false;

  const askNext = async (run: Run, step: ManifestStep): Promise<void> => {
    const words = consoleProgress(run, step.id)?.sites ?? {};
    const next = step.manual
      ? sitesOf(run, step).find(({ site }) => !Object.hasOwn(words, site))
      : { site: null };
    if (!next) return;
    const said = await answer.ask(run, step, next.site, closing.signal);
    if (closing.signal.aborted) return;
    const asked = { run: id, step: step.id };
    if (said === null) await handlers['run.stop']({ run: id });
    else if ('option' in said) await handlers['run.choose']({ ...asked, option: said.option });
    else await handlers['run.answerSite']({ ...asked, site: next.site ?? '', ...said });
  };
  const look = (): void => {
    const run = core.ledger.world().runs[id];
    const step = run && openConsoleStep(run);
    if (isAsking || closing.signal.aborted || !run || !step || run.stopRequestedAt !== null) return;
    if (!step.manual && !step.decision) return;
    isAsking = true;
    askNext(run, step)
      // Whoever may not answer must not leave the run waiting for somebody who is not here.
      .catch(() => handlers['run.stop']({ run: id }))
      .catch(() => {})
      .finally(() => {
        isAsking = false;
        look();
      });
  };
  const unsubscribe = core.ledger.onCommit(look);
  look();
  return {
    close() {
      closing.abort();
      unsubscribe();
    },
  };
}
