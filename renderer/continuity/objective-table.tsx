import type { Proof } from '../../src/domain/proof/last-proof';
import type { ContinuityRow } from '../../src/domain/views/continuity';
import { useConsole } from '../store';
import { asSpan } from '../ui/duration';
import { ServiceName } from './service-name';

/** How fast each service has to be back, whether what it needs lets it, and how fast it was. */
export function ObjectiveTable({ rows }: { readonly rows: readonly ContinuityRow[] }) {
  return (
    <table className="board continuity-objectives" aria-label="Recovery objectives">
      <thead>
        <tr>
          <th>Service</th>
          <th>RTO</th>
          <th>+ WRT</th>
          <th>Of the MTPD</th>
          <th>RPO</th>
          <th>Slowest it needs</th>
          <th>Last RTA</th>
          <th>Goes on all the while (MBCO)</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row key={row.service.id} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row }: { readonly row: ContinuityRow }) {
  const { service, slower, proof } = row;
  const { rtoMs, wrtMs, mtpdMs, rpoMs, mbco } = service.objectives;
  const slowerName = useConsole((state) =>
    state.plan.plan?.services.find((each) => each.id === slower?.service),
  );
  const isLossy = proof?.rpaMs !== undefined && rpoMs !== null && proof.rpaMs > rpoMs;
  const late = proof !== null && proof.rtaMs > rtoMs;
  return (
    <tr data-testid={`objectives-${service.id}`}>
      <ServiceName service={service} />
      <td>{asSpan(rtoMs)}</td>
      <td className={wrtMs === null ? 'is-faint' : ''}>{wrtMs === null ? 'not said' : asSpan(wrtMs)}</td>
      <td>
        <span className="continuity-bar" aria-hidden="true">
          <span className="fill-act" style={{ width: `${(100 * rtoMs) / mtpdMs}%` }} />
          <span style={{ width: `${(100 * (wrtMs ?? 0)) / mtpdMs}%` }} />
        </span>
        <small className="board-under">
          {asSpan(rtoMs + (wrtMs ?? 0))} of {asSpan(mtpdMs)}
        </small>
      </td>
      <td className={rpoMs === null ? 'is-faint' : ''}>
        {lossWords(rpoMs)}
        {proof ? (
          <small className={`board-under${isLossy ? ' is-down' : ''}`}>{shownLoss(proof)}</small>
        ) : null}
      </td>
      <td className={slower ? 'is-risk' : 'is-faint'}>
        {slower ? `${slowerName?.name ?? slower.service}, RTO ${asSpan(slower.rtoMs)}` : 'none is slower'}
      </td>
      <td className={proof ? (late ? 'is-down' : 'is-good') : 'is-faint'}>
        {proof ? asSpan(proof.rtaMs) : 'never shown'}
        {late ? <small className="board-under">{asSpan(proof.rtaMs - rtoMs)} over the RTO</small> : null}
      </td>
      <td className={mbco ? '' : 'is-faint'}>{mbco ?? 'not said'}</td>
    </tr>
  );
}

/** `0m` is a promise, and nothing said is none. */
function lossWords(rpoMs: number | null): string {
  if (rpoMs === null) return 'not said';
  return rpoMs === 0 ? 'no loss' : asSpan(rpoMs);
}

function shownLoss({ rpaMs }: Proof): string {
  if (rpaMs === undefined) return 'RPA not stated';
  return rpaMs === 0 ? 'RPA: nothing lost' : `RPA ${asSpan(rpaMs)}`;
}
