import { type ReactNode, useMemo, useState } from 'react';
import type { Plan } from '../../src/domain/plan/plan';
import { reaches } from '../../src/domain/proof/contact-reach';
import { type ContinuityRow, continuityRows } from '../../src/domain/views/continuity';
import { reassessmentBoard } from '../../src/domain/views/reassessment-board';
import { show } from '../screen';
import { useConsole } from '../store';
import { ActButton } from '../ui/act-button';
import { useNow } from '../ui/now';
import { asCount, asNoun } from '../ui/numbers';
import { Over } from '../ui/over';
import { useSteady } from '../ui/steady';
import { CommandTable } from './command-table';
import { ImpactTable } from './impact-table';
import { ObjectiveTable } from './objective-table';
import { ReadinessTable } from './readiness-table';
import { ReassessView } from './reassess-view';
import { WaysTable } from './ways-table';

const close = () => show({ over: null });

/** Holding a whole plan against the whole record with every event would cost the screen its frames. */
const rereadMs = 1000;

type View = 'readiness' | 'impact' | 'objectives' | 'ways' | 'command' | 'reassess';
const viewNames: Readonly<Record<View, string>> = {
  readiness: 'From impact to proof',
  impact: 'Business impact',
  objectives: 'Objectives',
  ways: 'Ways back',
  command: 'Command',
  reassess: 'Reassess',
};
const views = Object.keys(viewNames) as View[];

/** What the plan says of every service, and how much of it has been shown. */
export function ContinuitySheet() {
  const plan = useConsole((state) => state.plan.plan);
  return plan ? <Sheet plan={plan} /> : null;
}

function Sheet({ plan }: { readonly plan: Plan }) {
  const world = useSteady(
    useConsole((state) => state.world),
    rereadMs,
  );
  const [view, setView] = useState<View>('readiness');
  // Reviews and proofs grow old by the day.
  const hour = Math.floor(useNow() / 3_600_000) * 3_600_000;
  const rows = useMemo(() => continuityRows(plan, world, hour), [plan, world, hour]);
  const board = useMemo(() => reassessmentBoard(plan, rows, reaches(world), hour), [plan, rows, world, hour]);
  const waiting = board.anew.length + board.stale.length;
  const tables: Readonly<Record<View, () => ReactNode>> = {
    readiness: () => <ReadinessTable plan={plan} rows={rows} />,
    impact: () => <ImpactTable rows={rows} currency={plan.currency} />,
    objectives: () => <ObjectiveTable rows={rows} />,
    ways: () => <WaysTable plan={plan} rows={rows} />,
    command: () => <CommandTable plan={plan} rows={rows} />,
    reassess: () => <ReassessView plan={plan} board={board} />,
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
              {each === 'reassess' && waiting > 0 ? ` ${asCount(waiting)}` : null}
            </button>
          ))}
        </span>
        <p data-testid="continuity-summary">{summary(rows)}</p>
        <ActButton onAct={close}>Close (Esc)</ActButton>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keys */}
      <div className="continuity-scroll" tabIndex={0}>
        {tables[view]()}
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
