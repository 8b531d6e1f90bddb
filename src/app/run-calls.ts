import { continueRun, pauseRun, stopRun } from '../domain/run/commands';
import { answerSite, chooseOption } from '../domain/run/console/answer';
import type { FollowUpRequest } from '../domain/run/follow-up';
import type { CallParts, Handlers } from './handlers';

type RunCall =
  | 'run.previewRetry'
  | 'run.previewResume'
  | 'run.previewRollback'
  | 'run.previewPassed'
  | 'run.answerSite'
  | 'run.choose'
  | 'run.stop'
  | 'run.pause'
  | 'run.continue'
  | 'run.reconcile';

/** The calls that hold a run, look at what it left, and show what one that follows it would do. */
export function runCalls({ core, deciding }: CallParts): Pick<Handlers, RunCall> {
  const { ledger, clock, previews } = core;
  const { commit, plan } = deciding;
  const follow = (run: string, request: FollowUpRequest) =>
    previews.followUp(plan(), ledger.world(), clock.now(), run, request);
  return {
    'run.previewRetry': async (request) => previews.retry(plan(), ledger.world(), clock.now(), request),
    'run.previewResume': async ({ run, unknown, step }) => follow(run, { as: 'resume', unknown, step }),
    'run.previewRollback': async ({ run, by }) => follow(run, { as: 'rollback', by }),
    'run.previewPassed': async ({ run, runbook, values }) =>
      follow(run, { as: 'passed', runbook, given: values }),
    'run.answerSite': async (answer) => {
      commit((now) => answerSite(now, answer));
      return null;
    },
    'run.choose': async (choice) => {
      commit((now) => chooseOption(now, choice));
      return null;
    },
    'run.stop': async ({ run }) => {
      commit((now) => stopRun(now, { run }));
      core.stopRun(run);
      return null;
    },
    'run.pause': async ({ run }) => {
      commit((now) => pauseRun(now, { run }));
      core.pauseRun(run);
      return null;
    },
    'run.continue': async ({ run }) => {
      commit((now) => continueRun(now, { run }));
      core.continueRun(run);
      return null;
    },
    'run.reconcile': async ({ run }) => core.reconcile(run),
  };
}
