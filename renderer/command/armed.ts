import { useMemo } from 'react';
import { type Activation, armedActivation } from '../../src/domain/authority/activation';
import { isOpen } from '../../src/domain/incident/incident';
import type { World } from '../../src/domain/world';
import { useConsole } from '../store';
import { useFocus } from './focus';

/** A countdown that runs, and the incident it belongs to. */
export type Armed = { readonly incident: string; readonly service: string; readonly activation: Activation };

/** The countdown of the service in focus, else the one that ends first anywhere; null = none runs. */
export function armedIn(world: World, service: string | null): Armed | null {
  const armed = Object.values(world.incidents)
    .filter(isOpen)
    .flatMap((incident): Armed[] => {
      const activation = armedActivation(incident.activations);
      return activation ? [{ incident: incident.id, service: incident.service, activation }] : [];
    })
    .sort((a, b) => a.activation.startsAt - b.activation.startsAt);
  return armed.find((each) => each.service === service) ?? armed[0] ?? null;
}

/** The countdown that this window has to show. */
export function useArmed(): Armed | null {
  const situation = useConsole((state) => state.situation);
  const { service } = useFocus();
  return useMemo(() => armedIn(situation, service?.id ?? null), [situation, service]);
}
