import { doubtful, resumable } from '../../../src/domain/run/follow-up';
import { countStates, type Run } from '../../../src/domain/run/run-state';
import { hasUndo } from '../../../src/domain/run/undo';
import { show } from '../../screen';
import { asNoun } from '../../ui/numbers';
import {
  continueRun,
  pauseRun,
  previewResume,
  previewRetryFromStep,
  previewRollback,
  reconcile,
} from '../acts-run';
import { runsOf } from '../grid/cell-state';
import type { Act, Moment } from './act';

/** How a run is held, and what may follow one that has ended: each shows its manifest before anything is sent. */
export function runActs(moment: Moment): Act[] {
  const run = runsOf(moment.focus.incident, moment.state.world.runs).at(-1) ?? null;
  return run?.result === null ? [pauseAct(run, moment)] : run ? endedActs(run, moment) : [];
}

function pauseAct(run: Run, { signedOut }: Moment): Act {
  const base = { id: 'pause', key: null };
  if (run.stopRequestedAt !== null)
    return { ...base, words: `Pause ${run.id}`, whyNot: 'It is being stopped.', act: () => {} };
  return run.pausedAt === null
    ? {
        ...base,
        words: `Pause ${run.id}: what is in flight ends`,
        whyNot: null,
        act: () => void pauseRun(run.id),
      }
    : { ...base, words: `Let ${run.id} go on`, whyNot: signedOut, act: () => void continueRun(run.id) };
}

function endedActs(run: Run, { plan, signedOut }: Moment): Act[] {
  const { pending, repeatable, inDoubt } = resumable(run);
  const left = pending.length + repeatable.length;
  const failed = Object.entries(run.endpoints)
    .filter(([, { state }]) => state === 'failed' || state === 'timed-out')
    .map(([name]) => name);
  const runbook = plan.runbooks.find((each) => each.id === run.manifest.runbook);
  // A rollback is no more undone than done twice.
  const isUndo = run.manifest.undo !== undefined || runbook?.irreversible === true;
  const rollback = isUndo ? undefined : runbook?.rollback;
  const canUndo = runbook !== undefined && !isUndo && hasUndo(run.manifest.steps);
  const passed = countStates(run).ok;
  const base = { key: null, whyNot: signedOut };
  const wasCut = run.result !== 'completed';
  return [
    ...(failed.length > 0
      ? [
          {
            ...{ ...base, id: 'retry-from-step' },
            words: `Retry ${asNoun(failed.length, 'failed endpoint')} of ${run.id} from the step that failed`,
            act: () => void previewRetryFromStep(run.id, failed),
          },
        ]
      : []),
    ...(wasCut && left > 0
      ? [
          {
            ...{ ...base, id: 'resume' },
            words: `Resume ${run.id} on ${asNoun(left, 'endpoint')}`,
            act: () => void previewResume(run.id),
          },
        ]
      : []),
    ...(wasCut && inDoubt.length > 0
      ? [
          {
            ...{ ...base, id: 'resume-unknown' },
            words: `Resume ${run.id} also on ${asNoun(inDoubt.length, 'unknown endpoint')} that may have done it already`,
            act: () => void previewResume(run.id, inDoubt.length),
          },
        ]
      : []),
    ...(doubtful(run, Object.keys(run.endpoints)).length > 0 && run.receipts !== null
      ? [
          {
            ...{ ...base, id: 'reconcile', whyNot: null },
            words: `Ask ${asNoun(inDoubt.length, 'unknown endpoint')} what became of ${run.id}`,
            act: () => void reconcile(run.id),
          },
        ]
      : []),
    ...(rollback === undefined
      ? []
      : [
          {
            ...{ ...base, id: 'rollback' },
            words: `Roll back ${run.id} where it changed something`,
            act: () => void previewRollback(run.id, 'runbook'),
          },
        ]),
    ...(canUndo
      ? [
          {
            ...{ ...base, id: 'undo' },
            words: `Undo ${run.id} step by step, on each endpoint what was done there`,
            act: () => void previewRollback(run.id, 'steps'),
          },
        ]
      : []),
    ...(passed > 0
      ? [
          {
            ...{ ...base, id: 'passed' },
            words: `Run another runbook on the ${asNoun(passed, 'endpoint')} that passed ${run.id}`,
            act: () => show({ form: 'passed' }),
          },
        ]
      : []),
  ];
}
