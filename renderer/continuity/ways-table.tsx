import { useMemo } from 'react';
import type { Plan } from '../../src/domain/plan/plan';
import type { Proof } from '../../src/domain/proof/last-proof';
import type { Service } from '../../src/domain/service/service';
import type { ContinuityRow } from '../../src/domain/views/continuity';
import { type WayBack, waysBack } from '../../src/domain/views/ways-back';
import { asSpan } from '../ui/duration';
import { ServiceName } from './service-name';

/** By which ways each service comes back, in the order they are tried, and how people go on meanwhile. */
export function WaysTable({ plan, rows }: { readonly plan: Plan; readonly rows: readonly ContinuityRow[] }) {
  return (
    <table className="board continuity-ways" aria-label="Ways back">
      <thead>
        <tr>
          <th>Service</th>
          <th>Way back</th>
          <th>Taken when</th>
          <th>Who, with what</th>
          <th>Takes</th>
          <th>If it does not help</th>
          <th>Meanwhile</th>
        </tr>
      </thead>
      {rows.map((row) => (
        <Ways key={row.service.id} plan={plan} row={row} />
      ))}
    </table>
  );
}

function Ways({ plan, row: { service, proof } }: { readonly plan: Plan; readonly row: ContinuityRow }) {
  const ways = useMemo(() => waysBack(plan, service, proof), [plan, service, proof]);
  const [first, ...further] = ways;
  const span = Math.max(1, ways.length);
  return (
    <tbody data-testid={`ways-${service.id}`}>
      <tr>
        <ServiceName service={service} span={span} />
        {first ? (
          <Way way={first} place={1} proof={proof} />
        ) : (
          <td colSpan={5} className="is-down">
            No way back is written down.
          </td>
        )}
        <td rowSpan={span}>
          <Meanwhile service={service} />
        </td>
      </tr>
      {further.map((way, index) => (
        <tr key={way.id}>
          <Way way={way} place={index + 2} proof={proof} />
        </tr>
      ))}
    </tbody>
  );
}

type WayProps = { readonly way: WayBack; readonly place: number; readonly proof: Proof | null };

function Way({ way, place, proof }: WayProps) {
  return (
    <>
      <td>
        {place}. {way.mechanism.replaceAll('-', ' ')}
        <small className="board-under">{way.runbook ?? 'outside of this console'}</small>
      </td>
      <td className={way.trigger ? '' : 'is-faint'}>{way.trigger ?? 'not said'}</td>
      <td>
        <span className={way.team.length > 0 ? '' : 'is-faint'}>{way.team.join(', ') || 'nobody named'}</span>
        {way.tools.length > 0 ? <small className="board-under">with {way.tools.join(', ')}</small> : null}
        {way.needs.length > 0 ? <small className="board-under">needs {way.needs.join(', ')}</small> : null}
      </td>
      <td>
        <span className={way.expectedMs === null ? 'is-faint' : way.isLate ? 'is-down' : ''}>
          {way.expectedMs === null ? 'not said' : asSpan(way.expectedMs)}
        </span>
        {way.isLate ? <small className="board-under is-down">longer than the RTO</small> : null}
        {way.runbook === null ? null : (
          <small className={`board-under${way.provenAt === null ? ' is-risk' : ''}`}>
            {way.provenAt === null
              ? proof
                ? 'not in the last proof'
                : 'never proven'
              : `proven ${new Date(way.provenAt).toISOString().slice(0, 10)}`}
          </small>
        )}
      </td>
      <td className={way.fallback ? '' : 'is-risk'}>{way.fallback ?? 'nothing is said'}</td>
    </>
  );
}

function Meanwhile({ service: { workaround, planB } }: { readonly service: Service }) {
  if (workaround === undefined && planB === undefined) return <span className="is-faint">not said</span>;
  return (
    <>
      {workaround === undefined ? null : <p className="continuity-said">{workaround}</p>}
      {planB === undefined ? null : (
        <p className="continuity-said">
          <small>plan B</small> {planB}
        </p>
      )}
    </>
  );
}
