import type { Probe, Service } from '../../../src/domain/service/service';
import type { MeasuredCondition } from '../../../src/domain/service/service-state';
import { useConsole } from '../../store';
import { asAge } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asCount, asNoun } from '../../ui/numbers';
import { Section } from '../../ui/section';
import { Shape } from '../../ui/shape';
import { conditionLook } from '../condition-look';
import { useFocus } from '../focus';
import { probeAge } from '../probe-age';
import { Alerts } from './alerts';
import { lookWords } from './look-words';
import { ReceiverLine } from './receiver-line';
import { Thresholds } from './thresholds';

/** What the console hears of the service in focus: probes with their age, alerts, and the thresholds they meet. */
export function Signals() {
  const { service } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  if (!service || !plan) return null;
  return (
    <Section title="Signals" className="signals">
      {service.probes.length === 0 ? (
        <p className="is-dim">No probe watches {service.name}. Only people can tell.</p>
      ) : null}
      <ul className="signal-list" data-testid="probes">
        {service.probes.map((probe) => (
          <ProbeLine key={probe.id} service={service} probe={probe} />
        ))}
      </ul>
      <Alerts key={service.id} service={service.id} />
      <ReceiverLine />
      <Thresholds plan={plan} service={service} />
    </Section>
  );
}

function ProbeLine({ service, probe }: { readonly service: Service; readonly probe: Probe }) {
  const state = useConsole((console) => console.situation.services[service.id]?.probes[probe.id]);
  const live = useConsole((console) => console.live);
  const openedAt = useConsole((console) => console.openedAt);
  const now = useNow();
  const { lookedAt, silent } = probeAge(service, probe, state?.lastSweepAt ?? null, { live, openedAt }, now);
  const measured: MeasuredCondition | 'unknown' = state && !silent ? state.measured : 'unknown';
  const look = conditionLook[measured];
  return (
    <li title={`${probe.look.by}: ${lookWords(probe.look)}`}>
      <span className={`is-${look.tone}`}>
        <Shape form={look.form} />
      </span>
      <span>
        {probe.id}:{' '}
        {state
          ? state.failing === 0
            ? `good on ${asNoun(state.total, 'endpoint')}`
            : `failing on ${asCount(state.failing)} of ${asNoun(state.total, 'endpoint')}`
          : 'has not looked yet'}
      </span>
      <span className={silent ? 'is-risk' : 'is-faint'}>
        {lookedAt === null ? '' : `${silent ? 'silent ' : ''}${asAge(now - lookedAt)}`}
      </span>
    </li>
  );
}
