import { accruedRevenue, impactWords, nextImpact } from '../../../src/domain/views/impact';
import { useConsole } from '../../store';
import { asSpan } from '../../ui/duration';
import { useMedia } from '../../ui/media';
import { useNow } from '../../ui/now';
import { asMoney } from '../../ui/numbers';
import { Section } from '../../ui/section';
import { useFocus } from '../focus';
import { ImpactCurve } from './impact-curve';

/** What the outage has cost so far by the impact analysis, and what comes next. */
export function Impact() {
  const { service, incident } = useFocus();
  const currency = useConsole((state) => state.plan.plan?.currency ?? '');
  const firstBadAt = useConsole((state) =>
    service ? (state.situation.services[service.id]?.firstBadAt ?? null) : null,
  );
  const now = useNow();
  // The rail has no room for a curve, and a chart without room complains.
  const rail = useMedia('(max-width: 1500px)');
  if (!service) return null;
  const start = incident?.impactStart ?? firstBadAt;
  const end = incident?.verifiedAt ?? now;
  const elapsedMs = start === null ? 0 : Math.max(0, end - start);
  if (service.impact.length === 0)
    return (
      <Section title="Impact">
        <p className="is-dim">The plan has no impact analysis for {service.name}.</p>
      </Section>
    );
  const next = nextImpact(service.impact, elapsedMs);
  return (
    <Section title="Impact" className="impact">
      <p className="impact-now" data-testid="impact">
        <b>{asMoney(accruedRevenue(service.impact, elapsedMs), currency)}</b>
        <span>{incident?.verifiedAt ? 'in all' : 'so far'}</span>
      </p>
      <p className="is-dim">
        {next
          ? `${asMoney(next.revenue, currency)} at ${asSpan(next.atMs)}${impactWords(next) && ` · ${impactWords(next)}`}`
          : 'Beyond the last point of the impact analysis'}
      </p>
      {/* The curve moves by pixels per minute; ten seconds are fine enough. */}
      {rail ? null : (
        <ImpactCurve
          points={service.impact}
          elapsedMs={Math.floor(elapsedMs / 10_000) * 10_000}
          currency={currency}
        />
      )}
    </Section>
  );
}
