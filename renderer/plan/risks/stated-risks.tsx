import { useMemo, useState } from 'react';
import { defaultMoneySteps } from '../../../src/domain/risk/impact-level';
import type { RiskView } from '../../../src/domain/risk/risk-view';
import { useConsole } from '../../store';
import { asNoun } from '../../ui/numbers';
import { ChosenRisk } from './chosen-risk';
import { RiskList } from './risk-list';
import { RiskMatrixChart } from './risk-matrix-chart';

/** Matrix and register of what the plan states, with one risk chosen in both. */
export function StatedRisks({ register, matrix }: Pick<RiskView, 'register' | 'matrix'>) {
  const plan = useConsole((state) => state.plan.plan);
  const [picked, pick] = useState<string | null>(null);
  const ids = useMemo(() => register.map(({ risk }) => risk.id), [register]);
  const chosen = picked !== null && ids.includes(picked) ? picked : (ids[0] ?? null);
  if (ids.length === 0) return <p>No risks are stated. Each is a file risks/&lt;id&gt;.yaml of the plan.</p>;
  return (
    <ChosenRisk value={chosen}>
      <RiskMatrixChart
        matrix={matrix}
        ids={ids}
        steps={plan?.history?.money ?? defaultMoneySteps}
        currency={plan?.currency ?? ''}
        onChoose={pick}
      />
      {matrix.unplaced.length > 0 ? (
        <p className="risk-unplaced" data-testid="unplaced">
          {asNoun(matrix.unplaced.length, 'risk')} without an impact: in no cell, at the end of the list.
        </p>
      ) : null}
      <RiskList rows={register} chosen={chosen} onChoose={pick} />
    </ChosenRisk>
  );
}
