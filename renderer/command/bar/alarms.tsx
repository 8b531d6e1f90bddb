import { utcTime } from '../../ui/duration';
import { Shape } from '../../ui/shape';
import { useBrokenGlass } from './broken-glass';
import { HiddenOutage } from './hidden-outage';

/** What has to stay loud until the incident ends: below the bar, in every room. */
export function Alarms() {
  const broken = useBrokenGlass();
  const [latest] = broken;
  return (
    <div className="alarms">
      <HiddenOutage />
      {latest ? (
        <p role="alert" className="alarm" data-testid="glass-broken">
          <Shape form="triangle" />
          <b>Glass broken{broken.length > 1 ? ` ${broken.length} times` : ''}</b>
          <span className="alarm-words">
            {latest.who} ran {latest.what} beyond the agreed bounds at {utcTime(latest.at)} UTC: “
            {latest.reason}”
          </span>
        </p>
      ) : null}
    </div>
  );
}
