import type { Incident } from '../incident/incident';
import type { Objectives } from '../service/service';

/** The clocks of the command bar. Durations in milliseconds; `left` is negative once overrun. */
export type Clocks = {
  readonly sinceImpactMs: number;
  /** Share of the RTO used; over 1 when missed. Stops at the moment of verification. */
  readonly rtoUsed: number;
  readonly rtoLeftMs: number;
  readonly mtpdLeftMs: number;
  /** Recovery time actual, from impact start to verified; null until then. */
  readonly rtaMs: number | null;
};

/** Reads the clocks of an incident at a moment. They count from impact start, never from declaration. */
export function readClocks(
  incident: Incident,
  objectives: Pick<Objectives, 'rtoMs' | 'mtpdMs'>,
  at: number,
): Clocks {
  const end = incident.verifiedAt ?? incident.resolvedAt ?? at;
  const sinceImpactMs = Math.max(0, end - incident.impactStart);
  return {
    sinceImpactMs,
    rtoUsed: objectives.rtoMs === 0 ? 1 : sinceImpactMs / objectives.rtoMs,
    rtoLeftMs: objectives.rtoMs - sinceImpactMs,
    mtpdLeftMs: objectives.mtpdMs - sinceImpactMs,
    rtaMs: incident.verifiedAt === null ? null : sinceImpactMs,
  };
}
