import { atLeastAsSevere, type Severity } from '../authority/envelope';
import { staffOf } from '../authority/staff';
import { canonicalJson } from '../canonical-json';
import type { EventOf } from '../events';
import { keyOf, needsOf } from '../plan/dependencies/graph';
import type { Plan } from '../plan/plan';
import type { Service } from '../service/service';
import { unknownService } from '../service/service-state';
import type { FiringAlert } from '../signal/alert';
import type { World } from '../world';

export type Declaration = {
  readonly service: Service;
  readonly severity: Severity;
  /** Unix milliseconds, as a person told it. */
  readonly impactStart?: number | undefined;
  /** The rule that declares and what it read, when no person does. */
  readonly rule?: { readonly id: string; readonly reading: string } | undefined;
};

/**
 * What a declaration says. Impact starts where a person says, else with the first bad sweep, else with the
 * oldest alert that tells of it, else now; never in the future, which a clock that was set back would make it.
 */
export function declarationOf(
  { world, plan, at }: { readonly world: World; readonly plan: Plan; readonly at: number },
  { service, severity, impactStart, rule }: Declaration,
): EventOf<'incident.declared'>['data'] {
  const state = world.services[service.id] ?? unknownService;
  const alertsSince = Object.values(world.alerts[service.id] ?? {})
    .filter((alert) => tellsOf(alert, service, severity))
    .map((alert) => alert.startsAt);
  const alertedAt = alertsSince.length === 0 ? null : Math.min(...alertsSince);
  const start = impactStart ?? Math.min(state.firstBadAt ?? alertedAt ?? at, at);
  const detectedAt = state.firstBadAt ?? (alertedAt === null ? null : at);
  const isMeasured = state.condition === 'degraded' || state.condition === 'down';
  return {
    incident: nextIncidentId(world),
    service: service.id,
    title:
      rule && !isMeasured
        ? `${service.name}: ${rule.reading}`.slice(0, 200)
        : `${service.name} is ${state.condition === 'degraded' ? 'degraded' : 'down'}`,
    severity,
    mode: plan.mode,
    impactStart: start,
    impactStartFrom: impactStart !== undefined ? 'person' : sourceOf(state.firstBadAt, alertedAt),
    ...(detectedAt === null ? {} : { detectedAt: Math.min(detectedAt, at) }),
    objectives: {
      rtoMs: service.objectives.rtoMs,
      mtpdMs: service.objectives.mtpdMs,
      rpoMs: service.objectives.rpoMs,
    },
    envelopes: Object.fromEntries(
      service.authority.envelopes.map((envelope) => [envelope.id, canonicalJson(envelope)]),
    ),
    staff: staffOf(plan, service),
    audiences: service.audiences.map(({ id, name, firstMs }) => ({ id, name, firstMs })),
    needs: [...new Set(needsOf(service).map(keyOf))],
    ...(rule ? { rule: rule.id } : {}),
  };
}

/**
 * Whether an alert can be about an incident of this severity: as severe itself, or one that a rule of the service
 * acts upon. A warning that has been firing for weeks must not make an outage of weeks.
 */
function tellsOf(alert: FiringAlert, { escalation }: Service, severity: Severity): boolean {
  if (atLeastAsSevere(alert.severity, severity)) return true;
  return escalation.some(
    ({ when }) =>
      when.on === 'alert' &&
      atLeastAsSevere(alert.severity, when.severity) &&
      (when.name === undefined || alert.name === when.name),
  );
}

const sourceOf = (firstBadAt: number | null, alertedAt: number | null) => {
  if (firstBadAt !== null) return 'probe' as const;
  return alertedAt === null ? ('person' as const) : ('alert' as const);
};

function nextIncidentId(world: World): string {
  const highest = Object.keys(world.incidents).reduce(
    (top, id) => Math.max(top, Number(id.slice(4)) || 0),
    0,
  );
  return `INC-${String(highest + 1).padStart(4, '0')}`;
}
