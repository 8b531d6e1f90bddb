import type { Incident } from '../incident/incident';

export const phaseNames = ['detect', 'decide', 'authorise', 'execute', 'verify'] as const;
export type PhaseName = (typeof phaseNames)[number];

/** One stretch of the way from impact to verified. `endedAt` is null while it lasts. */
export type Phase = {
  readonly name: PhaseName;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly tookMs: number;
};

/**
 * Cuts the time from impact start into disjoint phases that sum exactly to the time so far, and to
 * the RTA once verified: detect (until the first measured sign), decide (until someone commands, or a rule or an
 * entitled person has set the recovery going), authorise (a commander's word, a second person's approval or the
 * time for a veto, until authority was granted), execute (until restored), verify (until verified).
 * A mark that came out of order, such as a service that healed by itself, ends its phase at zero length.
 */
export function cutPhases(incident: Incident, at: number): Phase[] {
  const detected = incident.detectedAt ?? incident.declaredAt;
  const marks = [
    Math.min(detected, incident.declaredAt),
    firstDecision(incident),
    incident.authorisedAt,
    incident.restoredAt,
    incident.verifiedAt,
  ];
  const end = incident.verifiedAt ?? incident.resolvedAt ?? at;
  const phases: Phase[] = [];
  let cursor = Math.min(incident.impactStart, end);
  marks.forEach((mark, index) => {
    const name = phaseNames[index];
    if (name === undefined) return;
    // A later mark closes every earlier phase: what has been verified needs no further decision.
    const later = marks.slice(index).filter((each): each is number => each !== null);
    const closed = mark !== null || later.length > 0;
    const endsAt = closed ? Math.min(Math.max(cursor, mark ?? cursor), end) : end;
    const open = !closed && (phases.length === 0 || phases.at(-1)?.endedAt !== null);
    if (closed || open)
      phases.push({ name, startedAt: cursor, endedAt: closed ? endsAt : null, tookMs: endsAt - cursor });
    cursor = endsAt;
  });
  return phases;
}

/**
 * When the question of who recovers this was answered: by whoever took command first, by a countdown that nobody
 * stopped, by a request that was not turned down, or by the grant itself. Null = it is still open.
 */
function firstDecision({ commandTakenAt, authorisedAt, activations, approvals }: Incident): number | null {
  const counted = Object.values(activations)
    .filter((each) => each.state === 'armed' || each.state === 'started')
    .map((each) => each.armedAt);
  const asked = Object.values(approvals)
    .filter((each) => each.ended === null || each.ended === 'used')
    .map((each) => each.requestedAt);
  const answers = [commandTakenAt, authorisedAt, ...counted, ...asked].filter((each) => each !== null);
  return answers.length === 0 ? null : Math.min(...answers);
}
