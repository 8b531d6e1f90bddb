import { armedActivation } from '../domain/authority/activation';
import { withdrawn } from '../domain/authority/activation-commands';
import type { NewEvent } from '../domain/events';
import type { World } from '../domain/world';

/** Takes back every countdown that nobody counts any more: whoever counts next gives people the whole veto time. */
export function withdrawCountdowns(world: World, at: number, because: string): NewEvent[] {
  return Object.values(world.incidents).flatMap((incident) => {
    const armed = armedActivation(incident.activations);
    return armed ? [withdrawn({ at }, incident, armed, because)] : [];
  });
}

/** Why a countdown that an earlier console began is taken back. */
export const startedAnew = 'the console was started anew; people get the whole veto time again';
