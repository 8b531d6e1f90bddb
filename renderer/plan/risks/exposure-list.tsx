import type { ExposureBoard, ExposureRow } from '../../../src/domain/risk/exposure-board';

type ExposureListProps = {
  readonly board: ExposureBoard;
  readonly nameOf: (service: string) => string;
  readonly more: number;
};

const most = 60;

/** Open exposures, those without a proven path back first and in the tone of danger. */
export function ExposureList({ board, nameOf, more }: ExposureListProps) {
  const open = board.rows.filter(({ exposure }) => exposure.status === 'open');
  if (open.length === 0)
    return <p>No exposure is open. holdfast import exposures takes over a scanner’s export.</p>;
  const left = Math.max(0, open.length - most) + more;
  return (
    <ul className="risk-rows" data-testid="exposure-rows">
      {open.slice(0, most).map((row) => (
        <li key={`${row.exposure.id}@${row.exposure.asset}`} className={row.isFlagged ? 'is-flagged' : ''}>
          <b className="risk-weight">{row.exposure.cvss?.toFixed(1) ?? '–'}</b>
          <span>
            {row.exposure.id} · {row.exposure.title}
            <small>
              {row.exposure.severity} · {row.exposure.asset} ·{' '}
              {row.service === null ? 'linked to no service' : nameOf(row.service)} ·{' '}
              <em className={row.isFlagged ? 'danger' : ''}>{pathWords(row)}</em>
            </small>
          </span>
        </li>
      ))}
      {left > 0 ? <li>… and {left} more: holdfast risks --json</li> : null}
    </ul>
  );
}

function pathWords({ service, proof }: ExposureRow): string {
  if (service === null) return 'what it threatens cannot be told';
  return proof.state === 'proven' ? 'proven path back' : `no proven path back: ${proof.because}`;
}
