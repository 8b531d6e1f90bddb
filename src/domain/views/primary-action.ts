import { type Activation, armedActivation } from '../authority/activation';
import { type Approval, openApproval } from '../authority/approval';
import type { AuthorityDecision } from '../authority/authorise';
import type { Incident } from '../incident/incident';
import { openIncidentOf, presentOperator } from '../incident/lookup';
import type { Plan } from '../plan/plan';
import { openConsoleStep } from '../run/console/console-progress';
import type { ExclusionReason, Manifest, ManifestStep } from '../run/manifest';
import { countStates, type Run } from '../run/run-state';
import { unknownService } from '../service/service-state';
import type { World } from '../world';

/** What a run would do if it were started now, as the core resolved it. */
export type RunPreview = {
  readonly incident: string;
  readonly service: string;
  readonly runbookName: string;
  readonly manifest: Manifest;
  readonly authority: AuthorityDecision;
  readonly retryOf: string | null;
};

/**
 * The one next act for a service. The screen draws exactly this and nothing else in its centre;
 * counts are nouns, and what cannot be done says why.
 */
export type PrimaryAction =
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'calm' }
  | {
      readonly kind: 'declare';
      readonly service: string;
      readonly failing: number;
      readonly total: number;
      readonly since: number | null;
    }
  | { readonly kind: 'take-command'; readonly incident: string }
  | { readonly kind: 'preparing'; readonly incident: string; readonly service: string }
  /** Restoration starts by itself at the end of the countdown; stopping it is the one act. */
  | { readonly kind: 'veto'; readonly incident: string; readonly activation: Activation }
  /** `approval` is set when a second person has approved this very manifest. */
  | { readonly kind: 'run'; readonly preview: RunPreview; readonly approval: string | null }
  /** The envelope wants a second person: ask for one. */
  | {
      readonly kind: 'ask-approval';
      readonly preview: RunPreview;
      readonly approvers: readonly string[];
      readonly because: string;
    }
  /** Asked and not answered: the second person types their PIN here. */
  | { readonly kind: 'approve'; readonly incident: string; readonly approval: Approval }
  | {
      readonly kind: 'not-allowed';
      readonly preview: RunPreview;
      readonly because: string;
      readonly mayBreakGlass: boolean;
    }
  | { readonly kind: 'no-runbook'; readonly incident: string; readonly service: string }
  | { readonly kind: 'stop'; readonly run: Run; readonly inFlight: number; readonly unsent: number }
  /** The run waits for people: what they are asked is the one act, with Stop beside it. */
  | { readonly kind: 'ask'; readonly run: Run; readonly step: ManifestStep }
  | { readonly kind: 'stopping'; readonly run: Run; readonly inFlight: number }
  | {
      readonly kind: 'verifying';
      readonly incident: string;
      readonly service: string;
      readonly good: number;
      readonly needed: number;
    }
  /** The runbook has ended and no probe can say whether the service works: a person has to. */
  | { readonly kind: 'unprovable'; readonly incident: string; readonly service: string }
  | { readonly kind: 'stand-down'; readonly incident: string; readonly rtaMs: number };

/**
 * Decides the next act for the service in focus.
 * @param preview the core's latest resolution for this service's open incident, or null while it is made
 */
export function primaryAction(
  plan: Plan,
  world: World,
  serviceId: string | null,
  preview: RunPreview | null,
): PrimaryAction {
  const service = plan.services.find((each) => each.id === serviceId);
  // What can be stopped comes before who may stop it: neither asks for a name.
  const open = service && openIncidentOf(world, service.id);
  const halt = open ? toHalt(world, open) : null;
  if (halt) return halt;
  if (!presentOperator(plan, world)) return { kind: 'sign-in' };
  if (!service) return { kind: 'calm' };
  const state = world.services[service.id] ?? unknownService;
  const incident = openIncidentOf(world, service.id);
  if (!incident) {
    if (state.condition !== 'down' && state.condition !== 'degraded') return { kind: 'calm' };
    const probes = Object.values(state.probes);
    const failing = Math.max(0, ...probes.map((probe) => probe.failing));
    const total = Math.max(0, ...probes.map((probe) => probe.total));
    return { kind: 'declare', service: service.id, failing, total, since: state.firstBadAt };
  }
  if (incident.commander === null) return { kind: 'take-command', incident: incident.id };
  if (incident.verifiedAt !== null)
    return { kind: 'stand-down', incident: incident.id, rtaMs: incident.verifiedAt - incident.impactStart };
  if (state.condition === 'restored' && service.probes.length === 0)
    return { kind: 'unprovable', incident: incident.id, service: service.id };
  if (state.condition === 'restored') {
    const good = Math.min(...service.probes.map((probe) => state.probes[probe.id]?.goodSweeps ?? 0));
    return {
      kind: 'verifying',
      incident: incident.id,
      service: service.id,
      good,
      needed: service.verifyAfter,
    };
  }
  const approval = openApproval(incident.approvals);
  if (approval) return fromApproval(incident, approval);
  if (service.restore === undefined)
    return { kind: 'no-runbook', incident: incident.id, service: service.id };
  if (preview === null || preview.incident !== incident.id)
    return { kind: 'preparing', incident: incident.id, service: service.id };
  return fromPreview(preview);
}

/** The countdown or the run that one press stops; null = neither is under way. */
function toHalt(world: World, incident: Incident): PrimaryAction | null {
  const activation = armedActivation(incident.activations);
  if (activation) return { kind: 'veto', incident: incident.id, activation };
  const run = incident.runs.map((id) => world.runs[id]).find((each) => each?.result === null);
  if (!run) return null;
  const { sending: inFlight, pending: unsent } = countStates(run);
  const step = openConsoleStep(run);
  if (run.stopRequestedAt === null && (step?.manual || step?.decision)) return { kind: 'ask', run, step };
  return run.stopRequestedAt === null
    ? { kind: 'stop', run, inFlight, unsent }
    : { kind: 'stopping', run, inFlight };
}

function fromApproval(incident: Incident, approval: Approval): PrimaryAction {
  if (approval.givenBy === null) return { kind: 'approve', incident: incident.id, approval };
  const { manifest, runbookName, retryOf, envelope } = approval;
  const because = `approved by a second person under envelope ${envelope}`;
  const authority: AuthorityDecision = {
    granted: true,
    ground: 'two-person',
    envelope,
    because,
    approvedBy: approval.givenBy,
  };
  const preview = {
    incident: incident.id,
    service: incident.service,
    runbookName,
    manifest,
    authority,
    retryOf,
  };
  return { kind: 'run', preview, approval: approval.id };
}

function fromPreview(preview: RunPreview): PrimaryAction {
  const { authority } = preview;
  if (authority.granted) return { kind: 'run', preview, approval: null };
  const { because, remedy } = authority;
  return remedy.by === 'second-person'
    ? { kind: 'ask-approval', preview, approvers: remedy.approvers, because }
    : { kind: 'not-allowed', preview, because, mayBreakGlass: remedy.by === 'break-glass' };
}

/** How many endpoints are left out, by reason, the largest first. */
export function countExclusions(manifest: Manifest): (readonly [ExclusionReason, number])[] {
  const counts = new Map<ExclusionReason, number>();
  for (const { reason } of manifest.excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/**
 * The service the screen looks at when nobody chose one: the one with an open incident,
 * else the worst disrupted by tier, else none.
 */
export function serviceInFocus(plan: Plan, world: World): string | null {
  const withIncident = plan.services.find((service) => openIncidentOf(world, service.id));
  if (withIncident) return withIncident.id;
  const condition = (id: string) => (world.services[id] ?? unknownService).condition;
  const byTier = [...plan.services].sort((a, b) => a.tier - b.tier);
  return (
    byTier.find((service) => condition(service.id) === 'down')?.id ??
    byTier.find((service) => condition(service.id) === 'degraded')?.id ??
    null
  );
}
