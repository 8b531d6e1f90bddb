import { useMemo } from 'react';
import { type BoardRow, serviceBoard } from '../../src/domain/views/service-board';
import { useConsole } from '../store';
import { asAge, asAgo, asSpan, localTime, utcTime } from '../ui/duration';
import { useNow } from '../ui/now';
import { asCount, asNoun } from '../ui/numbers';
import { Shape } from '../ui/shape';
import { conditionLook } from './condition-look';
import { type ProbeAge, probeAge } from './probe-age';

/** The calm centre: a clock, and what stands behind every service should it fail. */
export function Readiness() {
  const plan = useConsole((state) => state.plan.plan);
  const situation = useConsole((state) => state.situation);
  const now = useNow();
  const rows = useMemo(() => (plan ? serviceBoard(plan, situation) : []), [plan, situation]);
  return (
    <div className="readiness">
      <p className="wall-clock">
        <b>{utcTime(now).slice(0, 5)}</b>
        <span>UTC · {localTime(now)} local</span>
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls must be reachable by keys */}
      <div className="readiness-scroll" tabIndex={0}>
        <table className="board" aria-label="Readiness of services">
          <thead>
            <tr>
              <th>Service</th>
              <th>Condition</th>
              <th>Tier</th>
              <th>RTO</th>
              <th>Restored by</th>
              <th>Probe looked</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.service.id} row={row} now={now} />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Row({ row, now }: { readonly row: BoardRow; readonly now: number }) {
  const { service } = row;
  const runbooks = useConsole((state) => state.plan.plan?.runbooks);
  const live = useConsole((state) => state.live);
  const ages = service.probes.map((probe) => probeAge(service, probe, row.lastSweepAt, live, now));
  const oldest = ages.reduce<ProbeAge | null>(
    (worst, age) => (worst === null || (age.lookedAt ?? 0) < (worst.lookedAt ?? 0) ? age : worst),
    null,
  );
  const look = conditionLook[row.condition];
  const runbook = runbooks?.find((each) => each.id === service.restore);
  return (
    <tr data-testid={`service-${service.id}`}>
      <th scope="row">{service.name}</th>
      <td className={`is-${look.tone}`}>
        <Shape form={look.form} /> {look.words}
        {row.total > 0 ? (
          <small>
            {row.failing > 0 ? `${asCount(row.failing)} of ` : ''}
            {asNoun(row.total, 'endpoint')}
            {row.failing > 0 ? ' failing' : ''}
          </small>
        ) : null}
      </td>
      <td>{service.tier}</td>
      <td>{asSpan(service.objectives.rtoMs)}</td>
      <td className={runbook ? '' : 'is-faint'}>{runbook?.name ?? 'no runbook'}</td>
      <td className={oldest === null ? 'is-faint' : oldest.silent ? 'is-risk' : ''}>
        {ageWords(oldest, now)}
      </td>
    </tr>
  );
}

function ageWords(age: ProbeAge | null, now: number): string {
  if (age === null) return 'no probe';
  if (age.lookedAt === null) return 'not yet';
  return age.silent ? `silent for ${asAge(now - age.lookedAt)}` : asAgo(now - age.lookedAt);
}
