import { useMemo } from 'react';
import { type AuthorityBoard, authorityBoard } from '../../src/domain/views/authority-board';
import { type BoardRow, serviceBoard } from '../../src/domain/views/service-board';
import { useConsole } from '../store';
import { asAge, asAgo, asSpan, localTime, utcTime } from '../ui/duration';
import { useNow } from '../ui/now';
import { asCount, asNoun } from '../ui/numbers';
import { Shape } from '../ui/shape';
import { showPreflight } from './acts-fleet';
import { conditionLook } from './condition-look';
import { type ProbeAge, probeAge } from './probe-age';
import { ReceiverLine } from './situation/receiver-line';

/** Names beyond these are counted. */
const mostNames = 2;

/** The calm centre: a clock, and what stands behind every service should it fail. */
export function Readiness() {
  const plan = useConsole((state) => state.plan.plan);
  const situation = useConsole((state) => state.situation);
  const now = useNow();
  // Envelopes expire by the day; nothing here moves by the second but the ages.
  const minute = Math.floor(now / 60_000) * 60_000;
  const rows = useMemo(
    () =>
      plan
        ? serviceBoard(plan, situation).map((row) => ({
            row,
            board: authorityBoard(plan, situation, row.service.id, null, minute),
          }))
        : [],
    [plan, situation, minute],
  );
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
              <th>RTO</th>
              <th>Restored by</th>
              <th>May start it</th>
              <th>Probe looked</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ row, board }) => (
              <Row key={row.service.id} row={row} board={board} now={now} />
            ))}
          </tbody>
        </table>
        <ReceiverLine />
      </div>
    </div>
  );
}

/** What was agreed for a runbook: who or what may start it, and on how many. */
function agreedWords({ envelopes, endpoints }: AuthorityBoard, runbook: string): string {
  const agreed = envelopes.filter((each) => each.runbook === runbook);
  const open = agreed.find((each) => each.bound === null) ?? agreed[0];
  if (!open) return 'no envelope: nobody may run it';
  const how = {
    automatic: `by itself, ${asSpan(open.vetoMs)} to veto`,
    person: 'by one person',
    'two-person': 'by two people',
  }[open.mode];
  const most = `${asCount(endpoints)} of at most ${asCount(open.maxEndpoints)}`;
  return open.bound ? `not now: ${open.bound}` : `${how}, from ${open.severity}, ${most}`;
}

function MayStart({ board }: { readonly board: AuthorityBoard }) {
  const names = board.mayStart.map(({ name }) => name);
  const shown = names.slice(0, mostNames).join(', ');
  const more = names.length > mostNames ? ` and ${names.length - mostNames} more` : '';
  return (
    <span title={board.mayStart.map(({ name, because }) => `${name}: ${because}`).join('\n')}>
      {shown ? `${shown}${more}` : <span className="is-risk">nobody</span>}
      {board.next && board.next.person !== board.mayStart[0]?.person ? (
        <small className="board-under">then {board.next.name}</small>
      ) : null}
    </span>
  );
}

function Row({
  row,
  board,
  now,
}: {
  readonly row: BoardRow;
  readonly board: AuthorityBoard;
  readonly now: number;
}) {
  const { service } = row;
  const runbooks = useConsole((state) => state.plan.plan?.runbooks);
  const live = useConsole((state) => state.live);
  const openedAt = useConsole((state) => state.openedAt);
  const ages = service.probes.map((probe) =>
    probeAge(service, probe, row.lastSweepAt, { live, openedAt }, now),
  );
  const oldest = ages.reduce<ProbeAge | null>(
    (worst, age) => (worst === null || (age.lookedAt ?? 0) < (worst.lookedAt ?? 0) ? age : worst),
    null,
  );
  const look = conditionLook[row.condition];
  const runbook = runbooks?.find((each) => each.id === service.restore);
  return (
    <tr data-testid={`service-${service.id}`}>
      <th scope="row">
        {service.name}
        <small className="board-under">tier {service.tier}</small>
      </th>
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
      <td>{asSpan(service.objectives.rtoMs)}</td>
      <td className={runbook ? '' : 'is-faint'}>
        {runbook?.name ?? 'no runbook'}
        {runbook ? <small className="board-under">{agreedWords(board, runbook.id)}</small> : null}
        <LastLook service={service.id} hasRunbook={runbook !== undefined} now={now} />
      </td>
      <td>
        <MayStart board={board} />
      </td>
      <td className={oldest === null ? 'is-faint' : oldest.silent ? 'is-risk' : ''}>
        {ageWords(oldest, now)}
      </td>
    </tr>
  );
}

/** The last preflight, in one line that opens it. */
function LastLook({
  service,
  hasRunbook,
  now,
}: {
  readonly service: string;
  readonly hasRunbook: boolean;
  readonly now: number;
}) {
  const last = useConsole((state) => state.situation.services[service]?.preflight);
  const going = useConsole((state) => state.live.preflights?.[service]);
  if (!going && !last && !hasRunbook) return null;
  const words = going
    ? `Preflight: ${asCount(going.done)} of ${asCount(going.total)} looked at`
    : last
      ? `Preflight ${asAgo(now - last.at)}: ${asCount(last.ready)} of ${asCount(last.total)} ready`
      : 'No preflight yet';
  const isBad = !going && last !== undefined && last.ready < last.total;
  return (
    <button
      type="button"
      className={`button button-link board-under${isBad ? ' is-risk' : ''}`}
      data-testid={`preflight-${service}`}
      onClick={() => showPreflight(service)}
    >
      {words}
    </button>
  );
}

function ageWords(age: ProbeAge | null, now: number): string {
  if (age === null) return 'no probe';
  if (age.lookedAt === null) return 'not yet';
  return age.silent ? `silent for ${asAge(now - age.lookedAt)}` : asAgo(now - age.lookedAt);
}
