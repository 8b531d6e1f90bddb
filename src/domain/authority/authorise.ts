import type { grounds } from '../events/authority-events';
import type { Incident } from '../incident/incident';
import type { Person, Plan } from '../plan/plan';
import type { Manifest } from '../run/manifest';
import type { Service } from '../service/service';
import type { Approval } from './approval';
import { brokenBound, envelopeWords } from './bounds';
import { entitlement } from './entitlement';
import type { Envelope } from './envelope';
import { wasNamed } from './staff';
import { means, peopleMeant } from './who';

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
  readonly plan: Pick<Plan, 'people'>;
  readonly person: Person;
  readonly service: Service;
  readonly incident: Incident;
  readonly manifest: Manifest;
  readonly at: number;
  /** The second person's word that the asker means to use. */
  readonly approval?: Approval | null | undefined;
};

/** Whoever sits at a table must not find that their endpoints were restarted. No broken glass leads past it. */
const nothingSent =
  'This is a tabletop: nothing is sent to endpoints. Say what would be done, and write it down (N).';

/**
 * May this person run this manifest now? The one gate for people on the road to an endpoint.
 * They must be entitled, and the runbook must stand in an envelope whose every bound holds.
 * Nothing is allowed by default.
 */
export function authorise(question: AuthorityQuestion): AuthorityDecision {
  const { person, service, incident, manifest, at } = question;
  if (incident.mode === 'tabletop') return no(nothingSent);
  if (manifest.entries.length === 0)
    return no('The manifest is empty: no endpoint can be reached that the runbook may touch.');
  if (entitlement(person, service, incident) === null) {
    if (incident.roles.observer === person.id)
      return orBreakGlass(
        question,
        `${person.name} observes ${incident.id}, and an observer starts nothing. Leave that role first.`,
      );
    if (service.authority.initiate.some((who) => means(who, person)))
      return orBreakGlass(
        question,
        `${person.name} was named for ${service.name} only after ${incident.id} was declared.`,
      );
    const who = service.authority.initiate.join(' or ');
    return orBreakGlass(
      question,
      `${person.name} may not start recovery of ${service.name}. May: ${who || 'nobody by role'}, or an Incident Commander whom the plan gives that role.`,
    );
  }
  const candidates = service.authority.envelopes.filter((each) => each.runbook === manifest.runbook);
  if (candidates.length === 0)
    return orBreakGlass(question, `No envelope of ${service.name} allows the runbook "${manifest.runbook}".`);

  const measure = { incident, endpoints: manifest.entries.length, at };
  const bounds = candidates.map((envelope) => ({ envelope, bound: brokenBound(envelope, measure) }));
  const open = bounds.filter(({ bound }) => bound === null).map(({ envelope }) => envelope);
  const alone = open.find((each) => each.mode !== 'two-person');
  if (alone) return { granted: true, envelope: alone.id, because: envelopeWords(alone), ground: 'person' };
  const [together] = open;
  if (together) return withSecond(question, together);
  return orBreakGlass(
    question,
    bounds.map(({ envelope, bound }) => `Envelope ${envelope.id}: ${bound}.`).join(' '),
  );
}

/** An envelope that all bounds allow and that asks for a second person. */
function withSecond(question: AuthorityQuestion, envelope: Envelope): AuthorityDecision {
  const { approval, manifest, person, at } = question;
  const approvers = approversOf(question).map((each) => each.id);
  if (approvers.length === 0)
    return orBreakGlass(
      question,
      `Envelope ${envelope.id}: needs a second person, and the plan names nobody but ${person.name}. Name who may approve in authority.approve of services/${question.service.id}.yaml; it counts for incidents declared after that.`,
    );
  const because = `Envelope ${envelope.id}: needs a second person to approve this manifest.`;
  const ask = no(because, { by: 'second-person', envelope: envelope.id, approvers });
  if (!approval) return ask;
  const fault = approvalFault(approval, { manifest, person, envelope, approvers, at });
  if (fault !== null || approval.givenBy === null) return no(fault ?? because, ask.remedy);
  return {
    granted: true,
    envelope: envelope.id,
    because: `${envelopeWords(envelope)}, manifest approved by a second person`,
    ground: 'two-person',
    approvedBy: approval.givenBy,
  };
}

type Use = {
  readonly manifest: Manifest;
  readonly person: Person;
  readonly envelope: Envelope;
  readonly approvers: readonly string[];
  readonly at: number;
};

/** Why a second person's word does not carry this run, in words; null when it does. */
function approvalFault(approval: Approval, use: Use): string | null {
  if (approval.ended !== null) return `Approval ${approval.id} is ${approval.ended}. Ask again.`;
  if (use.at > approval.lapsesAt) return `Approval ${approval.id} has lapsed. Ask again.`;
  if (approval.givenBy === null) return `Approval ${approval.id} has not been given yet.`;
  if (approval.manifest.digest !== use.manifest.digest)
    return `Approval ${approval.id} is for another manifest. Ask again for this one.`;
  if (approval.person !== use.person.id) return `Approval ${approval.id} was given to somebody else.`;
  if (approval.envelope !== use.envelope.id) return `Approval ${approval.id} is under another envelope.`;
  if (approval.givenBy === use.person.id || !use.approvers.includes(approval.givenBy))
    return `Approval ${approval.id} was given by somebody who may not be the second person.`;
  return null;
}

/** Who may be the second person, in the order of the plan's list; never the first. */
function approversOf({ plan, person, service, incident }: AuthorityQuestion): Person[] {
  return peopleMeant(plan, service.authority.approve).filter(
    (each) => each.id !== person.id && wasNamed(incident, 'approve', each),
  );
}

/** A refusal that a person named for it may still go beyond, with a reason and on the record. */
function orBreakGlass({ person, service, incident }: AuthorityQuestion, because: string): AuthorityDecision {
  return no(because, { by: mayBreakGlass(person, service, incident) ? 'break-glass' : 'nothing' });
}

export const mayBreakGlass = (person: Person, service: Service, incident: Incident): boolean =>
  service.authority.breakGlass.some((who) => means(who, person)) && wasNamed(incident, 'breakGlass', person);

const no = (because: string, remedy: Remedy = { by: 'nothing' }) =>
  ({ granted: false, because, remedy }) as const satisfies AuthorityDecision;
