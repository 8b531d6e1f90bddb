import type { NewEvent } from './events';
import { evolveWorld } from './evolve-world';
import type { World } from './world';

/** The world as it will be once these events are in the journal: for rules whose later part sees the earlier one. */
export function withEvents(world: World, events: readonly NewEvent[]): World {
  return events.reduce(
    (state, event, index) =>
      evolveWorld(state, {
        ...event,
        seq: world.seq + index + 1,
        version: 0,
        recordedAt: event.occurredAt,
      }),
    world,
  );
}
