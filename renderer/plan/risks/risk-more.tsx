import { nameOf } from '../../../src/domain/names';
import type { RiskRow } from '../../../src/domain/risk/risk-register';
import { useConsole } from '../../store';

/** What the plan says further of the chosen risk, in names instead of ids. */
export function RiskMore({ row: { risk, isAcceptanceOver } }: { readonly row: RiskRow }) {
  const plan = useConsole((state) => state.plan.plan);
  const services = risk.services.map((id) => plan?.services.find((each) => each.id === id)?.name ?? id);
  const runbook = plan?.runbooks.find(({ id }) => id === risk.runbook)?.name ?? risk.runbook;
  const nameIn = (id: string) => nameOf(plan?.people ?? [], id);
  return (
    <small className="risk-more" data-testid="risk-more">
      {risk.description ? <span>{risk.description}</span> : null}
      {risk.mitigation ? <span>{risk.mitigation}</span> : null}
      {services.length > 0 ? `disrupts ${services.join(', ')} · ` : ''}
      {risk.mitigation ? '' : 'nothing makes it milder · '}
      {runbook ? `answered by ${runbook}` : 'no runbook answers it'} · owner {nameIn(risk.owner)}
      {risk.accepted ? (
        <span className={isAcceptanceOver ? 'danger' : ''}>
          {isAcceptanceOver ? 'was accepted' : 'accepted'} by {nameIn(risk.accepted.by)} until{' '}
          {new Date(risk.accepted.untilMs).toISOString().slice(0, 10)}: {risk.accepted.because}
        </span>
      ) : null}
    </small>
  );
}
