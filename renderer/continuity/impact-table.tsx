import { saysNothing } from '../../src/domain/service/impact-words';
import type { ContinuityRow } from '../../src/domain/views/continuity';
import { type ImpactAt, impactTimes } from '../../src/domain/views/impact';
import { asMoney } from '../ui/numbers';
import { ServiceName } from './service-name';

const kinds = ['operations', 'safety', 'compliance'] as const;

/** The business impact analysis: money run up and what it means, after each length of outage. */
export function ImpactTable({
  rows,
  currency,
}: {
  readonly rows: readonly ContinuityRow[];
  readonly currency: string;
}) {
  return (
    <table className="board continuity-impact" aria-label="Business impact analysis">
      <thead>
        <tr>
          <th>Service</th>
          {impactTimes.map((after) => (
            <th key={after}>After {after / 3_600_000} h</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ service, impact }) => (
          <tr key={service.id} data-testid={`impact-${service.id}`}>
            <ServiceName service={service} />
            {impact ? (
              impactTimes.map((after, index) => (
                <td key={after}>
                  <Impact at={impact[index]} currency={currency} />
                </td>
              ))
            ) : (
              <td colSpan={impactTimes.length} className="is-risk">
                Nobody has analysed what its failure does.
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Impact({ at, currency }: { readonly at: ImpactAt | undefined; readonly currency: string }) {
  if (!at) return null;
  return (
    <>
      <b className="continuity-money">{asMoney(at.revenue, currency)}</b>
      <dl>
        {kinds.map((kind) => (
          <div key={kind} className={saysNothing(at[kind]) ? 'is-faint' : ''}>
            <dt>{kind}</dt>
            <dd>{at[kind]}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}
