import { useState } from 'react';
import { enterPlanAt } from '../../plan/plan-acts';
import { useConsole } from '../../store';
import { asNoun } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { PlanProblems } from './broken';

/** The last good plan stays in force: a slim strip says so, and opens to the mistakes. */
export function PlanStrip() {
  const { plan, problems, folder } = useConsole((state) => state.plan);
  const demo = useConsole((state) => state.demo);
  const [open, setOpen] = useState(false);
  // The editor is under the list that leads there.
  const openPlace = (file: string, line: number) => {
    setOpen(false);
    enterPlanAt(file, line);
  };
  const errors = problems.filter((each) => each.severity === 'error').length;
  if (errors === 0 && demo.state !== 'starting') return null;
  if (errors === 0)
    return (
      <div className="strip strip-quiet" role="status" data-testid="demo-starting">
        The demo is starting. {demo.detail}
      </div>
    );
  return (
    <div className="strip" role="status">
      <button type="button" aria-expanded={open} data-testid="plan-strip" onClick={() => setOpen(!open)}>
        <span className="is-risk">
          <Shape form="triangle" />
        </span>
        {plan ? 'The changed plan' : 'The plan'} {folder ? `“${folder}” ` : ''}is refused:{' '}
        {asNoun(errors, 'mistake')}. {plan ? 'The last good plan stays in force.' : 'No plan is in force.'}
        <span className="strip-more">{open ? 'Hide' : 'Show'}</span>
      </button>
      {open ? <PlanProblems problems={problems} onOpen={openPlace} /> : null}
    </div>
  );
}
