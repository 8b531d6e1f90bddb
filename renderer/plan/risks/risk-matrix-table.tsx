import type { MatrixCell, RiskMatrix } from '../../../src/domain/risk/risk-register';

const levels = [1, 2, 3, 4, 5] as const;

/** From where on a cell is a danger, and from where on something to watch. */
const toneOf = (score: number) => (score >= 15 ? 'high' : score >= 8 ? 'middle' : 'low');

/**
 * The 5×5 matrix as a table of counts: a plot of points on whole numbers hides all but the topmost, and counts and names
 * are read from two metres and by a screen reader.
 */
export function RiskMatrixTable({ matrix }: { readonly matrix: RiskMatrix }) {
  const rows = [...levels].reverse().map((likelihood) => ({
    likelihood,
    cells: matrix.cells.filter((cell) => cell.likelihood === likelihood),
  }));
  return (
    <>
      <table className="risk-matrix" data-testid="risk-matrix">
        <tbody>
          {rows.map(({ likelihood, cells }) => (
            <tr key={likelihood}>
              <th scope="row">{likelihood === 5 ? 'Likely 5' : likelihood === 1 ? 'Rare 1' : likelihood}</th>
              {cells.map((cell) => (
                <Cell key={cell.impact} cell={cell} />
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th>Impact</th>
            {levels.map((impact) => (
              <th key={impact} scope="col">
                {impact === 1 ? 'hardly felt 1' : impact === 5 ? 'existential 5' : impact}
              </th>
            ))}
          </tr>
        </tfoot>
      </table>
      {matrix.unplaced.length > 0 ? (
        <p data-testid="unplaced">
          <b>{matrix.unplaced.length}</b> without an impact:{' '}
          {matrix.unplaced
            .slice(0, 3)
            .map(({ name }) => name)
            .join(', ')}
          {matrix.unplaced.length > 3 ? ' …' : ''}
        </p>
      ) : null}
    </>
  );
}

function Cell({ cell }: { readonly cell: MatrixCell }) {
  const { risks, score } = cell;
  const names = risks
    .slice(0, 30)
    .map(({ name }) => name)
    .join('\n');
  return (
    <td className={risks.length > 0 ? `risk-${toneOf(score)}` : ''} title={names}>
      {risks.length > 0 ? <b>{risks.length}</b> : <span>·</span>}
      {risks.length > 0 ? <small>{risks.length === 1 ? risks[0]?.name : `${risks[0]?.name} …`}</small> : null}
    </td>
  );
}
