import { categoryName } from '../../../src/domain/risk/category';
import { perYearWords } from '../../../src/domain/risk/impact-level';
import type { RiskView } from '../../../src/domain/risk/risk-view';
import { asSpan } from '../../ui/duration';
import { asNoun } from '../../ui/numbers';

type PatternListProps = {
  readonly patterns: RiskView['patterns'];
  readonly nameOf: (service: string) => string;
  /** How many patterns are not in the list. */
  readonly more: number;
};

/** More would push the exposures out of sight. */
const most = 12;

/** Recurring patterns, the heaviest first; each opens onto its tickets and incidents, with the words that sorted them. */
export function PatternList({ patterns, nameOf, more }: PatternListProps) {
  const recurring = patterns.filter((each) => each.recurring === 'now');
  if (patterns.length === 0) {
    return (
      <p>
        No history yet: holdfast import tickets takes over an export, and incidents of this journal count by
        themselves.
      </p>
    );
  }
  if (recurring.length === 0) return <p>Nothing recurs: no pattern reached its number in time.</p>;
  const left = patterns.length - recurring.length + more;
  return (
    <div className="risk-rows" data-testid="pattern-rows">
      {recurring.slice(0, most).map((pattern) => (
        <details key={pattern.key}>
          <summary>
            <b className="risk-weight">{pattern.score.toFixed(0)}</b>
            <span>
              {categoryName(pattern.category)} · {placeOf(pattern, nameOf)}
              <small>
                {perYearWords(pattern.perYear)} × impact {pattern.impact.toFixed(1)} ·{' '}
                {asNoun(pattern.count, 'time')} · {restoreWords(pattern)} · {trendWords(pattern)}
              </small>
            </span>
          </summary>
          <table>
            <tbody>
              {pattern.occurrences.map((each) => (
                <tr key={each.key}>
                  <td>{new Date(each.at).toISOString().slice(0, 10)}</td>
                  <td>{each.key}</td>
                  <td>{each.summary}</td>
                  <td>{each.because.map(({ phrase }) => phrase).join(', ')}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {pattern.count > pattern.occurrences.length ? (
            <p>
              The newest {pattern.occurrences.length} of {pattern.count}.
            </p>
          ) : null}
        </details>
      ))}
      {recurring.length > most ? (
        <p>… and {recurring.length - most} more that recur: holdfast risks --json</p>
      ) : null}
      {left > 0 ? <p>{asNoun(left, 'other kind')} of disruption did not recur in time.</p> : null}
    </div>
  );
}

type Shown = RiskView['patterns'][number];

const placeOf = ({ service, item }: Shown, nameOf: (service: string) => string): string =>
  service === null ? `${item ?? 'no service named'} (not in the plan)` : nameOf(service);

const restoreWords = ({ medianMs, worstMs }: Shown): string =>
  medianMs === null || worstMs === null
    ? 'time to restore not known'
    : `restored in ${asSpan(medianMs)} (median), ${asSpan(worstMs)} (worst)`;

function trendWords({ trend: { last, before } }: Shown): string {
  const way = last > before ? 'rising' : last < before ? 'falling' : 'steady';
  return `${way}: ${last} in 90 days, ${before} before`;
}
