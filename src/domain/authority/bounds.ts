import { canonicalJson } from '../canonical-json';
import type { Incident } from '../incident/incident';
import { atLeastAsSevere, type Envelope, type Severity } from './envelope';

/** What the bounds of an envelope are held against. `incident` is null in calm: severity then cannot hold it up. */
export type Measure = {
  readonly incident: Pick<Incident, 'id' | 'severity' | 'envelopes'> | null;
  readonly endpoints: number;
  readonly at: number;
};

/** The first bound of an envelope that does not hold, in words that name it; null when all hold. */
export function brokenBound(envelope: Envelope, { incident, endpoints, at }: Measure): string | null {
  const altered = incident && alteredSince(incident, envelope);
  if (altered) return altered;
  if (at > envelope.untilMs) return `expired on ${new Date(envelope.untilMs).toISOString().slice(0, 10)}`;
  if (incident && !isSevereEnough(incident.severity, envelope))
    return `needs ${envelope.severity} or worse, ${incident.id} is ${incident.severity}`;
  if (endpoints > envelope.maxEndpoints)
    return `allows ${envelope.maxEndpoints} endpoints, the manifest has ${endpoints}`;
  return null;
}

/**
 * An envelope counts as it stood when the incident was declared: authority is agreed before the disruption, not
 * written into the plan in the middle of it.
 */
function alteredSince(
  { id, envelopes }: Pick<Incident, 'id' | 'envelopes'>,
  envelope: Envelope,
): string | null {
  if (envelopes === null) return null;
  const agreed = Object.hasOwn(envelopes, envelope.id) ? envelopes[envelope.id] : undefined;
  if (agreed === undefined) return `was added after ${id} was declared`;
  return agreed === canonicalJson(envelope) ? null : `was altered after ${id} was declared`;
}

const isSevereEnough = (severity: Severity, envelope: Envelope) =>
  atLeastAsSevere(severity, envelope.severity);

/** What an envelope allows, for the record. */
export function envelopeWords(envelope: Envelope): string {
  return `envelope ${envelope.id}, ${envelope.severity} or worse, up to ${envelope.maxEndpoints.toLocaleString('en')} endpoints`;
}
