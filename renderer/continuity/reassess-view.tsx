import type { Plan } from '../../src/domain/plan/plan';
import type { ReassessmentBoard, ReassessmentRow } from '../../src/domain/views/reassessment-board';
import { asNoun, asPercent } from '../ui/numbers';
import { ReassessRow } from './reassess-row';
import { StaleList } from './stale-list';

/** More than anybody works off in one sitting; the command line has them all. */
const mostRows = 60;

type ReassessViewProps = { readonly plan: Plan; readonly board: ReassessmentBoard };

/** What has to be proven anew and because of what, what changed within what is allowed, and what else is stale. */
export function ReassessView({ plan, board }: ReassessViewProps) {
  const { anew, changed, stale, allowed } = board;
  const rows = (all: readonly ReassessmentRow[]) => (
    <>
      {all.slice(0, mostRows).map((row) => (
        <ReassessRow key={row.service.id} plan={plan} row={row} allowed={allowed} />
      ))}
      {all.length > mostRows ? (
        <p>… and {asNoun(all.length - mostRows, 'service')} more: holdfast plan reassess</p>
      ) : null}
    </>
  );
  return (
    <div className="reassess" data-testid="reassess">
      <section aria-label="To be proven anew">
        <h3>To be proven anew {anew.length > 0 ? <b>{anew.length}</b> : null}</h3>
        {anew.length === 0 ? (
          <p data-testid="reassess-nothing">{nothingWords(board)}</p>
        ) : (
          <p>Restore each in a drill, and have it verified.</p>
        )}
        {rows(anew)}
        {changed.length === 0 ? null : (
          <>
            <h3>
              Changed, and still proven <b>{changed.length}</b>
            </h3>
            <p>The plan lets {asPercent(allowed)} of the endpoints of a service change.</p>
            {rows(changed)}
          </>
        )}
      </section>
      <StaleList plan={plan} stale={stale} most={mostRows} />
    </div>
  );
}

function nothingWords({ changed, same, unproven }: ReassessmentBoard): string {
  const never = unproven === 0 ? '' : ` ${asNoun(unproven, 'service was', 'services were')} never proven.`;
  const proven = changed.length + same;
  if (proven === 0) return `Nothing: a service has to be proven once before it can be proven anew.${never}`;
  if (changed.length === 0)
    return `Nothing: ${asNoun(proven, 'proven service stands', 'proven services stand')} on exactly what was restored then.${never}`;
  return `Nothing: what changed is within what the plan allows.${never}`;
}
