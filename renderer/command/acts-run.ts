import type { StepWord } from '../../src/domain/run/follow-up';
import type { InputOf } from '../../src/ipc/contract';
import { call } from '../api';
import { say, show } from '../screen';
import { once } from './acts';

/** Nothing new is sent; what is in flight ends. Works with nobody signed in. */
export const pauseRun = (run: string) => once('pause', () => call('run.pause', { run }));

export const continueRun = (run: string) => once('pause', () => call('run.continue', { run }));

/** Shows what a run that follows an ended one would do; the answer becomes the primary action. */
const shows = (name: string, look: () => ReturnType<typeof call<'run.previewRetry'>>) =>
  once(name, async () => {
    const retry = await look();
    if (retry) show({ retry, form: null });
  });

export const previewRetryFromStep = (run: string, endpoints: readonly string[]) =>
  shows('retry', () => call('run.previewRetry', { run, endpoints: [...endpoints], from: 'where-it-ended' }));

/**
 * @param unknown the person's word for so many endpoints that may have done a step already
 * @param step their word for a step at the console whose end nobody saw
 */
export const previewResume = (run: string, unknown?: number, step?: StepWord) =>
  shows('retry', () =>
    call('run.previewResume', {
      run,
      ...(unknown === undefined ? {} : { unknown }),
      ...(step === undefined ? {} : { step }),
    }),
  );

/** What was done at a site, or not and why. */
export const answerSite = (answer: InputOf<'run.answerSite'>) =>
  once('answer', () => call('run.answerSite', answer));

/** With that the run goes on, or ends. */
export const chooseOption = (run: string, step: string, option: string) =>
  once('answer', () => call('run.choose', { run, step, option }));

/** `steps`: each step by its own rollback, in place of the runbook that undoes the whole. */
export const previewRollback = (run: string, by: 'runbook' | 'steps') =>
  shows('retry', () => call('run.previewRollback', { run, by }));

/** A runbook on the endpoints that ended well. */
export const previewPassed = (run: string, runbook: string) =>
  shows('retry', () => call('run.previewPassed', { run, runbook }));

/** Asks the endpoints' own receipts. */
export const reconcile = (run: string) =>
  once('reconcile', async () => {
    const found = await call('run.reconcile', { run });
    if (found)
      say({ tone: 'done', lines: [`Of ${found.asked} unknown endpoints ${found.settled} are known now.`] });
  });
