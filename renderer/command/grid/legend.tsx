import { show } from '../../screen';
import { asCount } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { type CellKind, cellLook, type GridView } from './cell-state';

type LegendProps = {
  readonly counts: readonly (readonly [CellKind, number])[];
  readonly view: GridView;
  /** Before the first run there is only the probe to show. */
  readonly canSwitch: boolean;
};

/** Every state that is on the grid with its shape and count; the counts sum to all endpoints. */
export function Legend({ counts, view, canSwitch }: LegendProps) {
  return (
    <div className="legend" data-testid="legend">
      {counts.map(([kind, count]) => (
        <span key={kind} className={`legend-item is-${cellLook[kind].tone}`} data-testid={`legend-${kind}`}>
          <Shape form={cellLook[kind].form} />
          <b>{asCount(count)}</b> {cellLook[kind][view]}
        </span>
      ))}
      <span className="legend-view">
        {canSwitch ? (
          <>
            <ViewButton view="run" now={view} words="Run" />
            <ViewButton view="probe" now={view} words="Latest probe" />
          </>
        ) : (
          'Latest probe'
        )}
      </span>
    </div>
  );
}

function ViewButton({
  view,
  now,
  words,
}: {
  readonly view: GridView;
  readonly now: GridView;
  readonly words: string;
}) {
  return (
    <button
      type="button"
      className={view === now ? 'view-button chosen' : 'view-button'}
      aria-pressed={view === now}
      data-testid={`grid-${view}`}
      onClick={() => show({ gridView: view })}
    >
      {words}
    </button>
  );
}
