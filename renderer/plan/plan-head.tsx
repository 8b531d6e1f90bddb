import type { PlanMistake } from '../../src/ipc/snapshot';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { asNoun } from '../ui/numbers';
import { leavePlan, showChanges } from './plan-acts';
import { isChanged, showPlan, usePlan } from './plan-state';

/** Which file is open, how it stands, and in which way it is looked at. */
export function PlanHead() {
  const open = usePlan((state) => state.open);
  const view = usePlan((state) => state.view);
  const step = usePlan((state) => state.step);
  const folder = useConsole((state) => state.plan.folder);
  if (!open) return null;
  const count = (wanted: PlanMistake['severity']) =>
    open.problems.filter(({ severity }) => severity === wanted).length;
  const [errors, warnings] = [count('error'), count('warning')];
  return (
    <header className="plan-head">
      <h2>{folder}</h2>
      <b data-testid="plan-open-file">{open.file}</b>
      <span className={errors > 0 ? 'is-down' : 'is-dim'} data-testid="plan-standing">
        {isChanged(open) ? 'draft, not in force' : 'as it is in the folder'}
        {errors > 0 ? ` · ${asNoun(errors, 'mistake')}` : ''}
        {warnings > 0 ? <span className="is-risk"> · {asNoun(warnings, 'warning')}</span> : null}
      </span>
      {step === 'edit' ? (
        <span className="plan-head-acts">
          {(open.schema === null ? [] : (['form', 'yaml'] as const)).map((each) => (
            <button
              key={each}
              type="button"
              className={each === view ? 'view-button chosen' : 'view-button'}
              aria-pressed={each === view}
              data-testid={`plan-view-${each}`}
              onClick={() => showPlan({ view: each, led: null })}
            >
              {each === 'form' ? 'Form' : 'YAML'}
            </button>
          ))}
          <ActButton
            kind={isChanged(open) ? 'act' : 'quiet'}
            testId="plan-show-changes"
            disabled={!isChanged(open)}
            onAct={() => void showChanges()}
          >
            Show the changes (Ctrl S)
          </ActButton>
        </span>
      ) : null}
      <ActButton testId="plan-leave" onAct={leavePlan}>
        Back (Q)
      </ActButton>
    </header>
  );
}
