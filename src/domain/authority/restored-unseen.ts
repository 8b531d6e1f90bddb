import type { Incident } from '../incident/incident';
import type { World } from '../world';

/** How long after an incident that nobody commanded a new one is taken for the same trouble. */
const sameTroubleMs = 3_600_000;

/** The incident before this one that was restored without anybody: what comes back is for people to see. */
export function restoredUnseen(
  { incidents }: Pick<World, 'incidents'>,
  incident: Incident,
): Incident | undefined {
  return Object.values(incidents).find(
    (each) =>
      each.service === incident.service &&
      each.mode === incident.mode &&
      each.runs.length > 0 &&
      each.commandTakenAt === null &&
      each.resolvedAt !== null &&
      incident.declaredAt - each.resolvedAt < sameTroubleMs,
  );
}
