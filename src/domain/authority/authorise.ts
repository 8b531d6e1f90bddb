import type { grounds } from '../events/authority-events';
import type { Incident } from '../incident/incident';
import type { Person } from '../plan/plan';
import type { Manifest } from '../run/manifest';
import type { Service } from '../service/service';
import { atLeastAsSevere, type Envelope } from './envelope';

/**
 * `because` is a sentence for the screen and the journal; a refusal names the bound that was hit.
 * `remedy` is what would still lead to a run: a second person's word, or breaking the glass.
 */
export type AuthorityDecision =
  | {
      readonly granted: true;
      readonly envelope: string;
      readonly because: string;
      readonly ground: Ground;
      /** The second person, when the ground is two-person. */
      readonly approvedBy?: string | undefined;
    }
  | { readonly granted: false; readonly because: string; readonly remedy: Remedy };

export type Ground = (typeof grounds)[number];

export type Remedy =
  | { readonly by: 'nothing' }
  | { readonly by: 'second-person'; readonly envelope: string; readonly approvers: readonly string[] }
  | { readonly by: 'break-glass' };

export type AuthorityQuestion = {
  readonly person: Person;
  readonly service: Service;
  readonly incident: Incident;
  readonly manifest: Manifest;
  readonly at: number;
};

/**
 * May this person run this manifest now? The one gate on the road to an endpoint.
 * Entitled is whoever `authority.initiate` names, and who commands the incident and holds that office in the plan;
 * the runbook must stand in an envelope whose every bound holds. Nothing is allowed by default.
 */
export function authorise(question: AuthorityQuestion): AuthorityDecision {
  const { person, service, incident, manifest } = question;
  if (!isEntitled(person, service, incident)) {
    const who = service.authority.initiate.join(' or ');
    return no(
      `${person.name} may not start recovery of ${service.name}. May: ${who || 'nobody by role'}, or an Incident Commander whom the plan gives that role.`,
    );
  }
  if (manifest.entries.length === 0)
    return no('The manifest is empty: no endpoint can be reached that the runbook may touch.');

  const candidates = service.authority.envelopes.filter((each) => each.runbook === manifest.runbook);
  if (candidates.length === 0)
    return no(`No envelope of ${service.name} allows the runbook "${manifest.runbook}".`);
  const bounds = candidates.map((envelope) => ({ envelope, bound: brokenBound(envelope, question) }));
  const open = bounds.find((each) => each.bound === null);
  if (!open) return no(bounds.map((each) => `Envelope ${each.envelope.id}: ${each.bound}.`).join(' '));
  const { envelope } = open;
  return {
    granted: true,
    ground: 'person',
    envelope: envelope.id,
    because: `envelope ${envelope.id}, ${envelope.severity} or worse, up to ${envelope.maxEndpoints.toLocaleString('en')} endpoints`,
  };
}

/**
 * Taking command is open to anyone, so that an incident is never without one; but it carries the right to
 * run only for whom the plan gave the office before the disruption.
 */
function isEntitled(person: Person, service: Service, incident: Incident): boolean {
  if (service.authority.initiate.some((who) => names(who, person))) return true;
  const holdsOffice = person.roles.includes('incident-commander') || person.roles.includes('deputy');
  return incident.commander === person.id && holdsOffice;
}

/** The first bound of an envelope that does not hold, in words; null when all hold. */
function brokenBound(envelope: Envelope, { incident, manifest, at }: AuthorityQuestion): string | null {
  if (at > envelope.untilMs) return `expired on ${new Date(envelope.untilMs).toISOString().slice(0, 10)}`;
  if (!atLeastAsSevere(incident.severity, envelope.severity))
    return `needs ${envelope.severity} or worse, ${incident.id} is ${incident.severity}`;
  if (manifest.entries.length > envelope.maxEndpoints)
    return `allows ${envelope.maxEndpoints} endpoints, the manifest has ${manifest.entries.length}`;
  if (envelope.mode === 'two-person')
    return 'needs a second person to approve this manifest, which this version cannot take';
  return null;
}

const names = (who: string, person: Person) =>
  who.startsWith('role:') ? person.roles.includes(who.slice(5)) : who === person.id;

const no = (because: string): AuthorityDecision => ({ granted: false, because, remedy: { by: 'nothing' } });
