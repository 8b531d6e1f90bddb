import { useMemo } from 'react';
import { type BoardRow, serviceBoard } from '../../../src/domain/views/service-board';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { asSpan } from '../../ui/duration';
import { ListBox } from '../../ui/list-box';
import { asCount, asNoun, asPercent } from '../../ui/numbers';
import { Section } from '../../ui/section';
import { Shape } from '../../ui/shape';
import { conditionLook } from '../condition-look';
import { useFocus } from '../focus';

/** Every service, the worst first; arrow keys choose what the screen looks at. */
export function Services() {
  const plan = useConsole((state) => state.plan.plan);
  const situation = useConsole((state) => state.situation);
  const { service } = useFocus();
  const rows = useMemo(() => (plan ? serviceBoard(plan, situation) : []), [plan, situation]);
  const bad = rows.filter((row) => !['healthy', 'verified', 'not-probed'].includes(row.condition)).length;
  const look = (id: string) =>
    show({ chosenService: id, endpoint: null, endpointOpen: false, cluster: null, retry: null });
  return (
    <Section
      title="Services"
      className="services"
      aside={<span className="section-count">{countWords(bad, rows.length)}</span>}
    >
      <ListBox
        label="Services"
        className="service-list"
        chosen={service?.id ?? null}
        onMove={look}
        onTake={look}
        options={rows.map((row) => ({
          id: row.service.id,
          testId: `service-${row.service.id}`,
          className: `service service-${row.condition}`,
          content: <ServiceLine row={row} />,
        }))}
      />
    </Section>
  );
}

const countWords = (bad: number, all: number) =>
  bad === 0 ? asNoun(all, 'service') : `${bad} of ${all} not well`;

function ServiceLine({ row }: { readonly row: BoardRow }) {
  const look = conditionLook[row.condition];
  // A share from before the condition changed would contradict it.
  const fresh = row.lastSweepAt !== null && row.lastSweepAt >= row.since;
  const share = fresh && row.failing > 0 ? ` · ${asPercent(row.failing / row.total)}` : '';
  const { objectives, tier, name } = row.service;
  const rest =
    fresh && row.unknown > 0 ? `${asCount(row.unknown)} of ${asCount(row.total)} not known · ` : '';
  return (
    <>
      <span className={`service-shape is-${look.tone}`}>
        <Shape form={look.form} />
      </span>
      <b className="service-name" title={name}>
        {name}
      </b>
      <span className={`service-state is-${look.tone}`}>
        {look.words}
        {share}
        {share ? <span className="only-wide"> failing</span> : null}
      </span>
      <small className="service-about">
        {rest}
        {row.dependsOnDisrupted.length > 0
          ? `depends on ${row.dependsOnDisrupted.join(', ')}`
          : `tier ${tier}`}
      </small>
      <small className="service-rto">RTO {asSpan(objectives.rtoMs)}</small>
    </>
  );
}
