import { latency } from '../../../src/domain/views/latency';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asClock, utcTime } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { Over } from '../../ui/over';
import { incidentForRecord, useFocus } from '../focus';
import { phaseTones } from '../situation/phase-tones';

const close = () => show({ over: null });

/** Where the time of an incident went, every stretch with the gate it waited at. */
export function XRaySheet() {
  const incident = incidentForRecord(useFocus());
  const plan = useConsole((state) => state.plan.plan);
  const names = useConsole((state) => state.situation.names);
  const now = useNow();
  if (!incident) return null;
  const stretches = latency(incident, names, plan, now);
  const whole = stretches.reduce((sum, stretch) => sum + stretch.tookMs, 0);
  return (
    <Over label="Where the time went" className="sheet sheet-wide" onClose={close}>
      <h2>Where the time of {incident.id} went</h2>
      <p>
        {incident.verifiedAt ? 'RTA' : 'So far'} <b>{asClock(whole)}</b> against an RTO of{' '}
        {asClock(incident.objectives.rtoMs)}
      </p>
      <table className="x-ray" data-testid="x-ray">
        <thead>
          <tr>
            <th>From, UTC</th>
            <th>Phase</th>
            <th>Waited for</th>
            <th>Gate</th>
            <th>Took</th>
          </tr>
        </thead>
        <tbody>
          {stretches.map((stretch) => (
            <tr key={`${stretch.phase} ${stretch.startedAt} ${stretch.words}`}>
              <td>{utcTime(stretch.startedAt)}</td>
              <td>
                <span className={`phase-mark fill-${phaseTones[stretch.phase]}`} /> {stretch.phase}
              </td>
              <td>{stretch.words}</td>
              <td>{stretch.gate}</td>
              <td className="x-ray-took">
                <span
                  className={`fill-${phaseTones[stretch.phase]}`}
                  style={{ width: `${whole > 0 ? (stretch.tookMs / whole) * 6 : 0}rem` }}
                />
                <b>{asClock(stretch.tookMs)}</b>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <ActButton onAct={close}>Close (Esc)</ActButton>
    </Over>
  );
}
