import type { Incident } from '../incident/incident';
import { atLeastAsSevere, type Envelope, type Severity } from './envelope';

/** What the bounds of an envelope are held against. `incident` is null in calm: severity then cannot hold it up. */
export type Measure = {
  readonly incident: Pick<Incident, 'id' | 'severity'> | null;
  readonly endpoints: number;
  readonly at: number;
};

/** The first bound of an envelope that does not hold, in words that name it; null when all hold. */
export function brokenBound(envelope: Envelope, { incident, endpoints, at }: Measure): string | null {
  if (at > envelope.untilMs) return `expired on ${new Date(envelope.untilMs).toISOString().slice(0, 10)}`;
  if (incident && !isSevereEnough(incident.severity, envelope))
    return `needs ${envelope.severity} or worse, ${incident.id} is ${incident.severity}`;
  if (endpoints > envelope.maxEndpoints)
    return `allows ${envelope.maxEndpoints} endpoints, the manifest has ${endpoints}`;
  return null;
}

const isSevereEnough = (severity: Severity, envelope: Envelope) =>
  atLeastAsSevere(severity, envelope.severity);

/** What an envelope allows, for the record. */
export function envelopeWords(envelope: Envelope): string {
  return `envelope ${envelope.id}, ${envelope.severity} or worse, up to ${envelope.maxEndpoints.toLocaleString('en')} endpoints`;
}
