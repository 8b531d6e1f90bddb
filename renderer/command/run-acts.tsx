import { resumable } from '../../src/domain/run/follow-up';
import { countStates, type Run } from '../../src/domain/run/run-state';
import { show } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asCount, asNoun } from '../ui/numbers';
import { continueRun, pauseRun, previewResume } from './acts-run';

/** What is done with a run besides stopping it: hold it and let it go on, or take up what a cut one has left. */
export function RunActs({ run }: { readonly run: Run }) {
  const signedIn = useConsole((state) => state.situation.operator !== null);
  if (run.result === null)
    return run.stopRequestedAt === null ? <Hold run={run} signedIn={signedIn} /> : null;
  const { pending, repeatable } = resumable(run);
  const left = run.result === 'completed' ? 0 : pending.length + repeatable.length;
  const passed = countStates(run).ok;
  return (
    <>
      {left === 0 ? null : (
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

/** Holding asks for nobody's name, going on does. */
function Hold({ run, signedIn }: { readonly run: Run; readonly signedIn: boolean }) {
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
