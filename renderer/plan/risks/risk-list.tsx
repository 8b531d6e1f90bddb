import { categoryName } from '../../../src/domain/risk/category';
import { perYearWords } from '../../../src/domain/risk/impact-level';
import type { RiskRow } from '../../../src/domain/risk/risk-register';
import { asNoun } from '../../ui/numbers';

const most = 60;

/** The register, the heaviest first, each with what history says of it. */
export function RiskList({ rows }: { readonly rows: readonly RiskRow[] }) {
  if (rows.length === 0) return <p>No risks are stated. Each is a file risks/&lt;id&gt;.yaml of the plan.</p>;
  return (
    <ol className="risk-rows" data-testid="risk-rows">
      {rows
        .slice(0, most)
        .map(({ risk, likelihood, impact, score, happened, happenedPerYear, isOverdue }) => (
          <li key={risk.id}>
            <b className="risk-weight">{impact ? score : '?'}</b>
            <span>
              {risk.name}
              <small>
                {categoryName(risk.category)} · likelihood {likelihood.level} ({likelihood.because}) ·{' '}
                {impact ? `impact ${impact.level} (${impact.because})` : 'impact not told'} ·{' '}
                {happened === 0
                  ? 'not in the history'
                  : `happened ${asNoun(happened, 'time')}, ${perYearWords(happenedPerYear)}`}
                {isOverdue ? <em className="danger"> · review overdue</em> : null}
              </small>
            </span>
          </li>
        ))}
      {rows.length > most ? <li>… and {rows.length - most} more: holdfast risks --json</li> : null}
    </ol>
  );
}
