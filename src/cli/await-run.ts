import type { Core } from '../app/core';
import type { Handlers, ShellCall } from '../app/handlers';
import { countStates, type Run } from '../domain/run/run-state';
import { type AnswerStep, answerSteps } from './answer-steps';
import type { Terminal } from './terminal';
import { until } from './until';

const runWithinMs = 3_600_000;

type Parts = {
  readonly core: Core;
  readonly handlers: Omit<Handlers, ShellCall>;
  readonly terminal: Terminal;
  readonly run: string;
  /** Null: nobody answers at this terminal. */
  readonly answer: AnswerStep | null;
};

/** Shows a run that was started until it has ended, and answers what its steps ask. */
export async function awaitRun({ core, handlers, terminal, run, answer }: Parts): Promise<Run> {
  const answers = answer === null ? null : answerSteps({ core, handlers, run, answer });
  const ended = await until(core, runWithinMs, `${run} did not end`, () => {
    const now = core.ledger.world().runs[run];
    if (!now) return undefined;
    const { ok, sending } = countStates(now);
    terminal.progress(`${run}: ${ok} ok of ${now.manifest.entries.length}, ${sending} in flight`);
    return now.result === null ? undefined : now;
  }).finally(() => answers?.close());
  terminal.say(`Run         ${endWords(ended)}`);
  return ended;
}

/** How a run ended, with its counts. */
export function endWords(run: Run): string {
  const tally = Object.entries(countStates(run))
    .filter(([, many]) => many > 0)
    .map(([name, many]) => `${many} ${name}`);
  const why = run.haltedBecause === null ? '' : ` because ${run.haltedBecause}`;
  return `${run.id} ${run.result}${why}: ${tally.join(', ')}`;
}
