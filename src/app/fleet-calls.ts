import type { CallParts, Handlers } from './handlers';

type FleetCall = 'preflight.start' | 'preflight.cancel' | 'fleet.arm' | 'fleet.disarm';

/** The calls that look at the fleet and make ready, and change nothing on it. */
export function fleetCalls({ core }: CallParts): Pick<Handlers, FleetCall> {
  const { preflights, arming } = core;
  return {
    'preflight.start': async (ask) => {
      preflights.start(ask);
      return null;
    },
    'preflight.cancel': async ({ service }) => {
      preflights.cancel(service);
      return null;
    },
    'fleet.arm': async ({ service }) => {
      arming.arm(service);
      return null;
    },
    'fleet.disarm': async ({ service }) => {
      arming.disarm(service);
      return null;
    },
  };
}
