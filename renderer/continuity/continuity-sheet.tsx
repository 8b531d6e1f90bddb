import { type ReactNode, useMemo, useState } from 'react';
import type { Plan } from '../../src/domain/plan/plan';
import { type ContinuityRow, continuityRows } from '../../src/domain/views/continuity';
import { show } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { useNow } from '../ui/now';
import { asNoun } from '../ui/numbers';
import { Over } from '../ui/over';
import { ImpactTable } from './impact-table';
import { ObjectiveTable } from './objective-table';
import { ReadinessTable } from './readiness-table';

const close = () => show({ over: null });

type View = 'readiness' | 'impact' | 'objectives';
const viewNames: Readonly<Record<View, string>> = {
  readiness: 'From impact to proof',
  impact: 'Business impact',
  objectives: 'Objectives',
};
const views = Object.keys(viewNames) as View[];

/** What the plan says of every service, and how much of it has been shown. */
export function ContinuitySheet() {
  const plan = useConsole((state) => state.plan.plan);
  return plan ? <Sheet plan={plan} /> : null;
}

function Sheet({ plan }: { readonly plan: Plan }) {
  const world = useConsole((state) => state.world);
  const [view, setView] = useState<View>('readiness');
  // Reviews and proofs grow old by the day.
  const hour = Math.floor(useNow() / 3_600_000) * 3_600_000;
  const rows = useMemo(() => continuityRows(plan, world, hour), [plan, world, hour]);
  const tables: Readonly<Record<View, ReactNode>> = {
    readiness: <ReadinessTable plan={plan} rows={rows} />,
    impact: <ImpactTable rows={rows} currency={plan.currency} />,
    objectives: <ObjectiveTable rows={rows} />,
  };
  return (
    <Over label="Continuity" className="continuity" onClose={close}>
      <header>
        <h2>Continuity</h2>
        <span>
          {views.map((each) => (
            <button
              key={each}
              type="button"
              data-autofocus={each === 'readiness' ? '' : undefined}
              data-testid={`continuity-${each}`}
              className={each === view ? 'view-button chosen' : 'view-button'}
              aria-pressed={each === view}
              onClick={() => setView(each)}
            >
              {viewNames[each]}
            </button>
          ))}
        </span>
        <p data-testid="continuity-summary">{summary(rows)}</p>
        <ActButton onAct={close}>Close (Esc)</ActButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keys */}
      <div className="continuity-scroll" tabIndex={0}>
        {tables[view]}
      </div>
    </Over>
  );
}

function summary(rows: readonly ContinuityRow[]): string {
  const count = (state: ContinuityRow['freshness']['state']) =>
    rows.filter((row) => row.freshness.state === state).length;
  const parts = [
    `${count('proven')} of ${asNoun(rows.length, 'service')} proven`,
    ...(count('missed') > 0 ? [`${count('missed')} slower than the RTO`] : []),
    ...(count('stale') > 0 ? [`${count('stale')} stale`] : []),
    ...(count('unproven') > 0 ? [`${count('unproven')} never proven`] : []),
  ];
  return parts.join(' · ');
}
