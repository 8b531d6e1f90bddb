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

/** What each probe of the service last said, and how long ago it looked. */
export function Signals() {
  const { service } = useFocus();
  const probes = useConsole((state) => (service ? state.situation.services[service.id]?.probes : undefined));
  const live = useConsole((state) => state.live);
  const now = useNow();
  if (!service) return null;
  return (
    <Section title="Signals" className="signals">
      {service.probes.length === 0 ? (
        <p className="is-dim">No probe watches {service.name}. Only people can tell.</p>
      ) : null}
      <ul className="signal-list">
        {service.probes.map((probe) => {
          const state = probes?.[probe.id];
          const { lookedAt, silent } = probeAge(service, probe, state?.lastSweepAt ?? null, live, now);
          const measured: MeasuredCondition | 'unknown' = state && !silent ? state.measured : 'unknown';
          const look = conditionLook[measured];
          return (
            <li key={probe.id}>
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
              <span className="is-faint">
                {lookedAt === null ? '' : `${silent ? 'silent ' : ''}${asAge(now - lookedAt)}`}
              </span>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
