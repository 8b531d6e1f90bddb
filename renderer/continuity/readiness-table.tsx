import { useMemo } from 'react';
import type { Plan } from '../../src/domain/plan/plan';
import type { Freshness } from '../../src/domain/proof/freshness';
import type { Readiness } from '../../src/domain/readiness/readiness';
import { authorityBoard } from '../../src/domain/views/authority-board';
import type { ContinuityRow } from '../../src/domain/views/continuity';
import { useConsole } from '../store';
import { asSpan } from '../ui/duration';
import { useNow } from '../ui/now';
import { asMoney, asNoun } from '../ui/numbers';
import { Shape, type ShapeForm } from '../ui/shape';
import { ServiceName } from './service-name';
import { useReadiness } from './use-readiness';

/** One row per service: impact, objective, the way back, who may take it, whether this console can, and the proof. */
export function ReadinessTable({
  plan,
  rows,
}: {
  readonly plan: Plan;
  readonly rows: readonly ContinuityRow[];
}) {
  const readiness = useReadiness(plan.digest);
  const byService = useMemo(
    () => new Map(readiness?.map((each) => [each.service, each] as const)),
    [readiness],
  );
  return (
    <table className="board continuity-readiness" aria-label="Every service from impact to proof">
      <thead>
        <tr>
          <th>Service</th>
          <th>Lost after 4 h</th>
          <th>RTO of MTPD</th>
          <th>Ways back</th>
          <th>May start it</th>
          <th>This console alone</th>
          <th>Proof</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.service.id}
            plan={plan}
            row={row}
            readiness={byService.get(row.service.id)}
            isAsked={readiness !== null}
          />
        ))}
      </tbody>
    </table>
  );
}

type RowProps = {
  readonly plan: Plan;
  readonly row: ContinuityRow;
  readonly readiness: Readiness | undefined;
  readonly isAsked: boolean;
};

function Row({ plan, row, readiness, isAsked }: RowProps) {
  const { service, impact } = row;
  const { rtoMs, mtpdMs } = service.objectives;
  return (
    <tr data-testid={`continuity-row-${service.id}`}>
      <ServiceName service={service} />
      <td className={impact ? '' : 'is-risk'}>
        {impact?.[1] ? asMoney(impact[1].revenue, plan.currency) : 'not analysed'}
        {impact?.[1] ? <small className="board-under">{impact[1].operations}</small> : null}
      </td>
      <td>
        {asSpan(rtoMs)} of {asSpan(mtpdMs)}
        {row.slower ? (
          <small className="board-under is-risk">needs what takes {asSpan(row.slower.rtoMs)}</small>
        ) : null}
      </td>
      <td>
        <Ways plan={plan} row={row} />
      </td>
      <td>
        <MayStart plan={plan} row={row} />
      </td>
      <td>
        <Alone readiness={readiness} isAsked={isAsked} />
      </td>
      <td>
        <Proven row={row} />
      </td>
    </tr>
  );
}

function Ways({ plan, row }: Pick<RowProps, 'plan' | 'row'>) {
  const { service, paths, circular } = row;
  const runbook = plan.runbooks.find((each) => each.id === service.restore);
  const further = (service.strategies ?? []).filter((each) => each.runbook !== service.restore);
  const words = [
    ...(runbook ? [runbook.name] : []),
    ...further.map((each) => each.mechanism.replaceAll('-', ' ')),
  ].join(', then ');
  return (
    <>
      <span className={paths === 0 ? 'is-down' : ''}>{words || 'none'}</span>
      {paths === 1 && service.tier === 1 ? (
        <small className="board-under is-risk">one way only: nothing independent of it</small>
      ) : null}
      {circular > 0 ? (
        <small className="board-under is-down">
          {asNoun(circular, 'of its means needs it', 'of its means need it')}
        </small>
      ) : null}
    </>
  );
}

function MayStart({ plan, row }: Pick<RowProps, 'plan' | 'row'>) {
  const world = useConsole((state) => state.situation);
  const minute = Math.floor(useNow() / 60_000) * 60_000;
  const board = useMemo(
    () => authorityBoard(plan, world, row.service.id, null, minute),
    [plan, world, row.service.id, minute],
  );
  const [first] = board.mayStart;
  const open = board.envelopes.find((each) => each.bound === null);
  const [expired] = board.envelopes;
  return (
    <>
      <span className={first ? '' : 'is-down'}>{first?.name ?? 'nobody'}</span>
      <small className={`board-under${open ? '' : ' is-risk'}`}>
        {open
          ? { automatic: 'or by itself', person: 'one person', 'two-person': 'two people' }[open.mode]
          : (expired?.bound ?? 'no envelope')}
      </small>
    </>
  );
}

/** The score without a network, and the first of what is missing. */
function Alone({ readiness, isAsked }: Pick<RowProps, 'readiness' | 'isAsked'>) {
  if (!readiness) return <span className="is-faint">{isAsked ? 'not judged' : 'looking'}</span>;
  const missing = readiness.items.filter(({ ok }) => !ok);
  const good = readiness.items.length - missing.length;
  return (
    <span title={missing.map(({ words }) => words).join('\n') || undefined}>
      <span className={missing.length === 0 ? 'is-good' : 'is-risk'}>
        <Shape form={missing.length === 0 ? 'disc' : 'triangle'} /> {good} of {readiness.items.length}
      </span>
      {missing.slice(0, 2).map(({ id, words }) => (
        <small key={id} className="board-under">
          {words}
        </small>
      ))}
      {missing.length > 2 ? (
        <small className="board-under">and {asNoun(missing.length - 2, 'thing')} more</small>
      ) : null}
    </span>
  );
}

const proofLook: Readonly<
  Record<Freshness['state'], { readonly form: ShapeForm; readonly tone: string; readonly words: string }>
> = {
  proven: { form: 'disc', tone: 'good', words: 'proven' },
  reviewed: { form: 'disc', tone: 'good', words: 'reviewed' },
  missed: { form: 'cross', tone: 'down', words: 'slower than its RTO' },
  stale: { form: 'triangle', tone: 'risk', words: 'stale' },
  unproven: { form: 'ring', tone: 'unknown', words: 'never proven' },
};

function Proven({ row }: { readonly row: ContinuityRow }) {
  const { proof, freshness } = row;
  const look = proofLook[freshness.state];
  return (
    <span title={freshness.reasons.map(({ words }) => words).join('\n') || undefined}>
      <span className={`is-${look.tone}`}>
        <Shape form={look.form} /> {look.words}
      </span>
      {proof ? (
        <small className="board-under">
          RTA {asSpan(proof.rtaMs)}, {proof.mode === 'live' ? 'incident' : 'drill'} of{' '}
          {new Date(proof.at).toISOString().slice(0, 10)}
        </small>
      ) : null}
      {freshness.reasons.slice(0, 1).map(({ words }) => (
        <small key={words} className="board-under">
          {words}
        </small>
      ))}
    </span>
  );
}
