import { useMemo } from 'react';
import { show } from '../../screen';
import { useConsole } from '../../store';
import { asCount, asPercent } from '../../ui/numbers';
import { Shape } from '../../ui/shape';
import { useFocus } from '../focus';
import { hiddenOutage } from '../undeclared';

/** An outage that the incident in focus would hide: one loud line, whatever the person looks at. */
export function HiddenOutage() {
  const plan = useConsole((state) => state.plan.plan);
  const world = useConsole((state) => state.situation);
  const { service } = useFocus();
  const row = useMemo(
    () => (plan ? hiddenOutage(plan, world, service?.id ?? null) : null),
    [plan, world, service],
  );
  if (!row) return null;
  const share = row.failing > 0 ? `, ${asPercent(row.failing / row.total)} failing` : '';
  const rest = row.unknown > 0 ? `, ${asCount(row.unknown)} not known` : '';
  return (
    <p className="alarm" role="alert" data-testid="hidden-outage">
      <Shape form="cross" />
      <b>{`${row.service.name} is down${share}${rest}, nobody declared it`}</b>
      <button
        type="button"
        className="alarm-look"
        data-testid="look-outage"
        onClick={() => lookAt(row.service.id)}
      >
        Look <kbd>W</kbd>
      </button>
    </p>
  );
}

/** Turns the screen to one service. */
export const lookAt = (service: string) =>
  show({
    chosenService: service,
    endpoint: null,
    endpointOpen: false,
    cluster: null,
    retry: null,
    form: null,
    place: 'command',
  });
