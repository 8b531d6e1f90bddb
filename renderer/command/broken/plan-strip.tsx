import { useState } from 'react';
import { useConsole } from '../../store';
import { asNoun } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { PlanProblems } from './broken';

/** The last good plan stays in force: a slim strip says so, and opens to the mistakes. */
export function PlanStrip() {
  const { problems, folder } = useConsole((state) => state.plan);
  const demo = useConsole((state) => state.demo);
  const [open, setOpen] = useState(false);
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
        The changed plan {folder ? `“${folder}” ` : ''}is refused: {asNoun(errors, 'mistake')}. The last good
        plan stays in force.
        <span className="strip-more">{open ? 'Hide' : 'Show'}</span>
      </button>
      {open ? <PlanProblems problems={problems} /> : null}
    </div>
  );
}
