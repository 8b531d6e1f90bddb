import { useMemo } from 'react';
import { useConsole } from '../../store';
import { asAge } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asCount } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { Checks } from './checks';
import { fleetReach } from './fleet-reach';

const mostSites = 2;
/** The bar has four lines: the fleet, and these; alerts that cannot come in take one of them. */
const mostChecks = 3;

/** What of the fleet can be reached, as the latest sweep found it, with its age. */
export function Reach() {
  const plan = useConsole((state) => state.plan.plan);
  const services = useConsole((state) => state.situation.services);
  const situation = useConsole((state) => state.situation);
  const sweptAt = useConsole((state) => state.live.sweptAt);
  const listenerFailed = useConsole((state) => state.live.listener.state === 'failed');
  const now = useNow();
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the services of the situation are read
  const reach = useMemo(() => (plan ? fleetReach(plan, situation) : null), [plan, services]);
  if (!plan || !reach) return null;
  const checks = mostChecks - (listenerFailed ? 1 : 0);
  const latest = Math.max(0, ...Object.values(sweptAt));
  const age = latest > 0 ? asAge(now - latest) : '';
  if (reach.asked === 0)
    return (
      <div className="reach">
        <p>
          <span className="is-unknown">
            <Shape form="ring" />
          </span>
          <b>Fleet not asked yet</b>
        </p>
        <p className="is-faint">{asCount(plan.endpoints.length)} endpoints in the plan</p>
        <ListenerFailure />
        <Checks mostLines={checks - 1} />
      </div>
    );
  const whole = reach.reached === reach.asked;
  const unasked = plan.endpoints.length - reach.asked;
  // The checks of the plan come before the sites; those are on the grid, too.
  const alone = plan.connectivity.length === 0;
  const shortSites = alone ? reach.short : [];
  return (
    <div
      className="reach"
      data-testid="reach"
      title={reach.short.map(({ site, missing, of }) => `${site}: ${missing} of ${of} silent`).join('\n')}
    >
      <p>
        <span className={whole ? 'is-good' : 'is-risk'}>
          <Shape form={whole ? 'disc' : 'triangle'} />
        </span>
        <b>
          Fleet {asCount(reach.reached)} of {asCount(reach.asked)}
          {alone ? ' reached' : ''}
        </b>
        <span className="is-faint">{age}</span>
      </p>
      <ListenerFailure />
      <Checks mostLines={checks} />
      {!alone ? null : unasked > 0 ? (
        <p className="is-faint">{asCount(unasked)} not probed yet</p>
      ) : whole ? (
        <p className="is-faint">at {reach.sites === 1 ? '1 site' : `all ${reach.sites} sites`}</p>
      ) : null}
      {shortSites.slice(0, shortSites.length > mostSites ? 1 : mostSites).map(({ site, missing, of }) => (
        <p key={site} className="is-dim">
          <span className="reach-site">{site}</span> {asCount(missing)} of {asCount(of)} silent
        </p>
      ))}
      {shortSites.length > mostSites ? (
        <p className="is-faint">and {shortSites.length - 1} more sites</p>
      ) : null}
    </div>
  );
}

/** Only when alerts should come in and cannot; a listener that listens needs no room here. */
function ListenerFailure() {
  const listener = useConsole((state) => state.live.listener);
  if (listener.state !== 'failed') return null;
  const words = `Alerts not received: ${listener.detail}`;
  return (
    <p className="listener-failure is-down" role="alert" data-testid="listener-failure" title={words}>
      <Shape form="cross" />
      <b>{words}</b>
    </p>
  );
}
