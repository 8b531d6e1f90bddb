import { doubtfulStep } from '../../src/domain/run/console/console-progress';
import { resumable } from '../../src/domain/run/follow-up';
import { countStates, type Run } from '../../src/domain/run/run-state';
import { show } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { continueRun, pauseRun, previewResume } from './acts-run';

type HoldProps = { readonly run: Run; readonly signedIn: boolean };

/** What is done with a run besides stopping it: hold it and let it go on, or take up what a cut one has left. */
export function RunActs({ run }: { readonly run: Run }) {
  const signedIn = useConsole((state) => state.situation.operator !== null);
  if (run.result === null)
    return run.stopRequestedAt === null ? <Hold run={run} signedIn={signedIn} /> : null;
  const { pending, repeatable } = resumable(run);
  const left = run.result === 'completed' ? 0 : pending.length + repeatable.length;
  const doubted = doubtfulStep(run);
  const passed = countStates(run).ok;
  return (
    <>
      {left === 0 ? null : doubted !== null ? (
        <Doubted run={run} step={doubted.id} signedIn={signedIn} />
      ) : (
        <ActButton kind="link" testId="resume" disabled={!signedIn} onAct={() => void previewResume(run.id)}>
          Resume on {asNoun(left, 'endpoint')}
        </ActButton>
      )}
      {passed === 0 ? null : (
        <ActButton
          kind="link"
          testId="passed"
          label={`Run another runbook on the ${asNoun(passed, 'endpoint')} that passed`}
          disabled={!signedIn}
          onAct={() => show({ form: 'passed' })}
        >
          Run on {asCount(passed)} that passed…
        </ActButton>
      )}
    </>
  );
}

/** A step at the console whose end nobody saw is never simply done again: a person says what became of it. */
function Doubted({ run, step, signedIn }: HoldProps & { readonly step: string }) {
  return (
    <>
      <ActButton
        kind="link"
        testId="resume-done"
        disabled={!signedIn}
        onAct={() => void previewResume(run.id, undefined, { id: step, is: 'done' })}
      >
        {step} was done: resume after it
      </ActButton>
      <ActButton
        kind="link"
        testId="resume-again"
        disabled={!signedIn}
        onAct={() => void previewResume(run.id, undefined, { id: step, is: 'again' })}
      >
        Do {step} again
      </ActButton>
    </>
  );
}

/** Holding asks for nobody's name, going on does. */
function Hold({ run, signedIn }: HoldProps) {
  if (run.pausedAt === null)
    return (
      <ActButton kind="link" testId="pause" onAct={() => void pauseRun(run.id)}>
        Pause
      </ActButton>
    );
  return (
    <ActButton kind="link" testId="continue" disabled={!signedIn} onAct={() => void continueRun(run.id)}>
      Let it go on
    </ActButton>
  );
}
