import type { ReactNode } from 'react';
import type { Envelope } from '../../src/domain/authority/envelope';
import type { Audience } from '../../src/domain/comms/channel';
import { nameOf, whoName } from '../../src/domain/names';
import type { Plan } from '../../src/domain/plan/plan';
import type { Service } from '../../src/domain/service/service';
import type { ContinuityRow } from '../../src/domain/views/continuity';
import { actWords, conditionWords } from '../command/situation/rule-words';
import { asSpan } from '../ui/duration';
import { useNow } from '../ui/now';
import { asCount } from '../ui/numbers';
import { ServiceName } from './service-name';

/** Who may decide, what happens by itself and who hears of it: agreed for each service before the disruption. */
export function CommandTable({
  plan,
  rows,
}: {
  readonly plan: Plan;
  readonly rows: readonly ContinuityRow[];
}) {
  const hour = Math.floor(useNow() / 3_600_000) * 3_600_000;
  return (
    <table className="board continuity-command" aria-label="Authority, escalation and communication">
      <thead>
        <tr>
          <th>Service</th>
          <th>May start</th>
          <th>Agreed beforehand</th>
          <th>Thresholds</th>
          <th>Who hears</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ service }) => (
          <tr key={service.id} data-testid={`agreed-${service.id}`}>
            <ServiceName service={service} />
            <td>
              <People plan={plan} service={service} />
            </td>
            <td>
              <Lines none="nothing: a run starts only by breaking the glass" tone="is-risk">
                {service.authority.envelopes.map((each) => (
                  <li key={each.id} className={each.untilMs < hour ? 'is-down' : ''}>
                    <EnvelopeWords plan={plan} envelope={each} isOver={each.untilMs < hour} />
                  </li>
                ))}
              </Lines>
            </td>
            <td>
              <Lines none="none: nothing happens by itself" tone="is-faint">
                {service.escalation.map((rule) => (
                  <li key={rule.id}>
                    {conditionWords(rule, plan.currency)}
                    <small className="board-under">{actWords(rule.acts, plan)}</small>
                  </li>
                ))}
              </Lines>
            </td>
            <td>
              <Lines none="nobody outside the room" tone="is-faint">
                {service.audiences.map((each) => (
                  <li key={each.id}>
                    <AudienceWords plan={plan} audience={each} />
                  </li>
                ))}
              </Lines>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

type LinesProps = { readonly none: string; readonly tone: string; readonly children: readonly ReactNode[] };

function Lines({ none, tone, children }: LinesProps) {
  return children.length === 0 ? <span className={tone}>{none}</span> : <ul>{children}</ul>;
}

function People({ plan, service }: { readonly plan: Plan; readonly service: Service }) {
  const { initiate, approve, succession } = service.authority;
  const names = (list: readonly string[]) => list.map((who) => whoName(plan.people, who)).join(', ');
  return (
    <>
      <span className={initiate.length > 0 ? '' : 'is-risk'}>{names(initiate) || 'nobody is named'}</span>
      {approve.length > 0 ? <small className="board-under">second person: {names(approve)}</small> : null}
      {succession.length > 0 ? <small className="board-under">then {names(succession)}</small> : null}
    </>
  );
}

function EnvelopeWords({
  plan,
  envelope,
  isOver,
}: {
  readonly plan: Plan;
  readonly envelope: Envelope;
  readonly isOver: boolean;
}) {
  const { runbook, mode, vetoMs, severity, maxEndpoints, untilMs } = envelope;
  const how = {
    automatic: `by itself, ${asSpan(vetoMs)} for a veto`,
    person: 'one person',
    'two-person': 'two people',
  }[mode];
  return (
    <>
      {nameOf(plan.runbooks, runbook)}
      <small className={`board-under${isOver ? ' is-down' : ''}`}>
        {how} · from {severity} · at most {asCount(maxEndpoints)} · {isOver ? 'ended' : 'until'}{' '}
        {new Date(untilMs).toISOString().slice(0, 10)}
      </small>
    </>
  );
}

function AudienceWords({ plan, audience }: { readonly plan: Plan; readonly audience: Audience }) {
  const { name, to, firstMs, everyMs, agreedText } = audience;
  const ways = [...new Set(to.map(({ channel }) => nameOf(plan.channels, channel)))];
  return (
    <>
      {name}
      <small className="board-under">
        after {asSpan(firstMs)}, then every {asSpan(everyMs)} ·{' '}
        {ways.length > 0 ? `by ${ways.join(', ')}` : 'read out or pasted'}
      </small>
      {agreedText ? <small className="board-under">“{agreedText.trim()}”</small> : null}
    </>
  );
}
