import { useEffect } from 'react';
import { PlanStrip } from '../command/broken/plan-strip';
import { say } from '../screen';
import { useConsole } from '../store';
import { Part } from '../ui/part';
import { PlanPlace } from './plan-place';

/** The files of a folder whose plan is not in force yet: nothing but them, until the last mistake is mended. */
export function PlanBeforeForce() {
  useEffect(
    () => () => {
      const { plan } = useConsole.getState().plan;
      if (!plan) return;
      const words = `No mistake is left: the plan of ${plan.organisation} is in force.`;
      say({ tone: 'done', lines: [words] });
    },
    [],
  );
  return (
    <div className="work work-plan work-calm">
      <PlanStrip />
      <Part name="plan">
        <PlanPlace />
      </Part>
    </div>
  );
}
