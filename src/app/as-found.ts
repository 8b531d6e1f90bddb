import { interruptRun } from '../domain/run/commands';
import { evolveRun } from '../domain/run/run-state';
import type { World } from '../domain/world';

/**
 * The world as the next console will find it when nobody is writing: a run that never ended was
 * interrupted, and what was in flight is unknown. Nothing is journalled; that is the next console's to do.
 */
export function asFound(world: World, at: number): World {
  const runs = Object.entries(world.runs).map(([id, run]) => {
    if (run.result !== null) return [id, run] as const;
    const events = interruptRun({ world, at }, run);
    return [id, events.reduce((state, event) => evolveRun(state, event, at) ?? state, run)] as const;
  });
  return { ...world, runs: Object.fromEntries(runs) };
}
