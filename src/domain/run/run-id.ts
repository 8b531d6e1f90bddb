import type { World } from '../world';

/** The id of the next run of this journal: `RUN-0001` and on. */
export function nextRunId(world: World): string {
  const highest = Object.keys(world.runs).reduce((top, id) => Math.max(top, Number(id.slice(4)) || 0), 0);
  return `RUN-${String(highest + 1).padStart(4, '0')}`;
}
