import { brokenBound } from '../authority/bounds';
import { entitlement } from '../authority/entitlement';
import type { Envelope, Severity } from '../authority/envelope';
import { nextInSuccession, pendingDecision } from '../authority/succession';
import { peopleMeant } from '../authority/who';
import type { Incident } from '../incident/incident';
import { openIncidentOf, requireService } from '../incident/lookup';
import type { Plan } from '../plan/plan';
import { exclusionOf } from '../run/manifest';
import { selectEndpoints } from '../run/selector';
import type { Service } from '../service/service';
import { lastReached, unknownService } from '../service/service-state';
import type { World } from '../world';
import type { RunPreview } from './primary-action';

/** Someone who may start the recovery of a service, and why. */
export type Entitled = {
  readonly person: string;
  readonly name: string;
  /** Such as `operations lead`, `commands INC-0001`, `by succession since 09:41 UTC`. */
  readonly because: string;
  readonly isAtConsole: boolean;
};

/** One agreed authority as it stands at this moment. */
export type EnvelopeRow = {
  readonly id: string;
  readonly runbook: string;
  readonly runbookName: string;
  readonly mode: 'automatic' | 'person' | 'two-person';
  readonly severity: Severity;
  readonly maxEndpoints: number;
  readonly untilMs: number;
  readonly vetoMs: number;
  /** The bound that does not hold now, in words; null = all hold. */
  readonly bound: string | null;
};

/** Who may start recovery of a service, what may run now, on how many, why not, who next. */
export type AuthorityBoard = {
  readonly service: string;
  readonly mayStart: readonly Entitled[];
  /** Endpoints that the restore runbook would touch now. */
  readonly endpoints: number;
  readonly envelopes: readonly EnvelopeRow[];
  /** Why the operator at the console may not start it now; null = may, or nothing is asked for. */
  readonly whyNot: string | null;
  /** To whom the decision passes next, and when by the plan (Unix ms, null = by no rule). */
  readonly next: { readonly person: string; readonly name: string; readonly at: number | null } | null;
};

/**
 * Answers the five questions of authority for one service at a moment, in calm and in an incident.
 * @throws AppError `not-found` for a service that the plan does not have
 */
export function authorityBoard(
  plan: Plan,
  world: World,
  serviceId: string,
  preview: RunPreview | null,
  at: number,
): AuthorityBoard {
  const service = requireService(plan, serviceId);
  const incident = openIncidentOf(world, service.id);
  const endpoints = preview?.manifest.entries.length ?? reachable(plan, world, service, at);
  return {
    service: service.id,
    mayStart: plan.people.flatMap((person) => {
      const because = entitlement(person, service, incident);
      const { id, name } = person;
      return because === null ? [] : [{ person: id, name, because, isAtConsole: world.operator === id }];
    }),
    endpoints,
    envelopes: service.authority.envelopes.map((envelope) =>
      envelopeRow(plan, envelope, { incident, endpoints, at }),
    ),
    whyNot: preview && !preview.authority.granted ? preview.authority.because : null,
    next: nextOf(plan, world, service, incident),
  };
}

function envelopeRow(
  plan: Plan,
  envelope: Envelope,
  measure: Parameters<typeof brokenBound>[1],
): EnvelopeRow {
  const runbookName = plan.runbooks.find((each) => each.id === envelope.runbook)?.name ?? envelope.runbook;
  const bound = plan.mode === 'tabletop' ? 'a tabletop sends nothing' : brokenBound(envelope, measure);
  return { ...envelope, runbookName, bound };
}

/** Without a preview: what the selector names, less what a manifest would leave out now. */
function reachable(plan: Plan, world: World, service: Service, at: number): number {
  const seen = lastReached(world.services[service.id] ?? unknownService, at);
  const endpoints = selectEndpoints(service.endpoints, plan.endpoints);
  return endpoints.filter((endpoint) => exclusionOf(endpoint, seen[endpoint.name], false) === null).length;
}

function nextOf(
  plan: Plan,
  world: World,
  service: Service,
  incident: Incident | null,
): AuthorityBoard['next'] {
  // In calm the first in line is who comes after the commander that is still to be.
  const [first] = peopleMeant(plan, service.authority.succession);
  if (!incident) return first ? { person: first.id, name: first.name, at: null } : null;
  const next = nextInSuccession(plan, service, incident);
  if (!next) return null;
  const pending = pendingDecision(world, incident);
  const passes = service.escalation.find((rule) => rule.acts.some((act) => act.do === 'pass-on'))?.when;
  const at = pending && passes?.on === 'decision-pending' ? pending.since + passes.afterMs : null;
  return { person: next.id, name: next.name, at };
}
