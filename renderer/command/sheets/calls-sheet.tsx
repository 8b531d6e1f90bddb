import { useMemo } from 'react';
import { callTree } from '../../../src/domain/comms/call-tree';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { useNow } from '../../ui/now';
import { Over } from '../../ui/over';
import { Shape } from '../../ui/shape';
import { useFocus } from '../focus';

const close = () => show({ over: null });

/** Whom to call when nothing but a telephone works: numbers in large type, and what to read aloud. */
export function CallsSheet() {
  const { barIncident: incident } = useFocus();
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const now = useNow();
  const calls = useMemo(
    () => (plan && incident ? callTree(plan, world, incident.id, now) : []),
    [plan, world, incident, now],
  );
  const [first] = calls;
  return (
    <Over label="Call tree" className="sheet sheet-wide" onClose={close}>
      <h2>Call tree, in this order</h2>
      {first ? <p className="call-say">“{first.say}”</p> : <p>The plan has no call tree.</p>}
      <ol className="calls" data-testid="calls">
        {calls.map((call) => (
          <li
            key={`${call.person} ${call.because}`}
            className={call.isReached ? 'call call-reached' : 'call'}
          >
            <span className={call.isReached ? 'is-good' : 'is-unknown'}>
              <Shape form={call.isReached ? 'disc' : 'ring'} />
            </span>
            <span className="call-who">
              <b>{call.name}</b>
              <small>
                {call.because}
                {call.isReached ? ' · reached already' : ''}
              </small>
            </span>
            <b className="call-phone">{call.phone ?? 'no number in the plan'}</b>
            {call.say === first?.say ? null : <p className="call-say">“{call.say}”</p>}
          </li>
        ))}
      </ol>
      <ActButton onAct={close}>Close (Esc)</ActButton>
    </Over>
  );
}
