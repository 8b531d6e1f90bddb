import { withEvents } from '../domain/draft-world';
import { interruptRun } from '../domain/run/commands';
import type { World } from '../domain/world';
import { startedAnew, withdrawCountdowns } from './withdraw-countdowns';

/**
 * The world as the next console will find it when nobody is writing: a run that never ended was
 * interrupted, what was in flight is unknown, and no countdown goes on. Nothing is journalled; that is the next
 * console's to do.
 */
export function asFound(world: World, at: number): World {
  const open = Object.values(world.runs).filter((run) => run.result === null);
  return withEvents(world, [
    ...open.flatMap((run) => interruptRun({ world, at }, run)),
    ...withdrawCountdowns(world, at, startedAnew),
  ]);
}
