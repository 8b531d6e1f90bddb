import { useMemo } from 'react';
import { type Cadence, cadences } from '../../../src/domain/comms/cadence';
import type { Incident } from '../../../src/domain/incident/incident';
import { show, useScreen } from '../../screen';
import { useConsole } from '../../store';
import { ActButton } from '../../ui/act-button';
import { asCountdown, useSecondsUntil } from '../../ui/countdown';
import { asClock } from '../../ui/duration';
import { useNow } from '../../ui/now';
import { veto } from '../acts-authority';
import { type Armed, useArmed } from '../armed';
import { useFocus } from '../focus';
import { goToTab } from '../words/tabs';

/** The moment that comes next and asks something of a person: a start that can be vetoed, else an update that is due. */
export function AttentionClock() {
  const armed = useArmed();
  const { barIncident } = useFocus();
  if (armed) return <VetoClock armed={armed} />;
  return barIncident ? <UpdateClock incident={barIncident} /> : null;
}

function VetoClock({ armed }: { readonly armed: Armed }) {
  const left = useSecondsUntil(armed.activation.startsAt) ?? 0;
  const pending = useScreen((state) => state.pending === 'veto');
  const service = useConsole((state) => state.plan.plan?.services.find((each) => each.id === armed.service));
  return (
    <div className="clock clock-veto" data-testid="bar-countdown">
      <b>{left > 0 ? asCountdown(left) : 'now'}</b>
      <ActButton
        kind="danger"
        testId="bar-veto"
        disabled={pending}
        label={`Veto: ${armed.activation.runbookName}, ${service?.name ?? armed.service}`}
        onAct={() => void veto(armed.incident, armed.activation)}
      >
        Veto (V)
      </ActButton>
    </div>
  );
}

const tones: Readonly<Record<Cadence['state'], string>> = {
  waiting: '',
  due: 'is-risk',
  overdue: 'is-down',
  closed: '',
};

function UpdateClock({ incident }: { readonly incident: Incident }) {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const now = useNow();
  const audiences = plan?.services.find((each) => each.id === incident.service)?.audiences;
  const next = useMemo(
    () => cadences(audiences ?? [], world, incident.id, now).find((each) => each.state !== 'closed'),
    [audiences, world, incident, now],
  );
  if (!next) return null;
  const leftMs = next.dueAt - now;
  return (
    <div className="clock" data-testid="next-update">
      <b className={tones[next.state]}>{`${leftMs < 0 ? '−' : ''}${asClock(leftMs)}`}</b>
      <button
        type="button"
        className="clock-words"
        title={`Next update: ${next.audience.name}`}
        onClick={() => {
          show({ audience: next.audience.id });
          goToTab('say');
        }}
      >
        {leftMs < 0 ? 'late for' : 'to'} {next.sent === 0 ? 'first ' : ''}
        <span className="clock-about">{next.audience.name}</span> update
      </button>
    </div>
  );
}
