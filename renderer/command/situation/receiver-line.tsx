import { useConsole } from '../../store';
import { asAge } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { asCount } from '../../ui/numbers';
import { Shape } from '../../ui/shape';

/** How the receivers of alerts stand: where they listen, what they took and what they turned away. */
export function ReceiverLine() {
  const asked = useConsole((state) => state.plan.plan?.listener !== null);
  const listener = useConsole((state) => state.live.listener);
  const now = useNow();
  if (!asked && listener.state === 'off') return null;
  const heard = Object.entries(listener.heardAt).sort(([, a], [, b]) => b - a)[0];
  const refused = Object.entries(listener.refused);
  const turnedAway = refused.reduce((sum, [, count]) => sum + count, 0);
  const failed = listener.state === 'failed';
  return (
    <ul className="signal-list receiver" data-testid="receiver">
      <li title={refused.map(([reason, count]) => `${reason}: ${count}`).join('\n')}>
        <span className={failed ? 'is-down' : listener.state === 'open' ? 'is-good' : 'is-unknown'}>
          <Shape form={failed ? 'cross' : listener.state === 'open' ? 'disc' : 'ring'} />
        </span>
        <span className={failed ? 'is-down' : ''}>
          {failed
            ? `No alerts are received: ${listener.detail}`
            : listener.state === 'off'
              ? 'Alerts are not received yet'
              : `Alerts on ${listener.detail}: ${asCount(listener.accepted)} taken`}
          {turnedAway > 0 ? (
            <small className="is-risk">
              {asCount(turnedAway)} turned away:{' '}
              {refused.map(([reason, count]) => `${count} ${reason}`).join(', ')}
            </small>
          ) : null}
        </span>
        <span className="is-faint">{heard ? asAge(now - heard[1]) : ''}</span>
      </li>
    </ul>
  );
}
