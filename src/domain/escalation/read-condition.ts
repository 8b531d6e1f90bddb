import { atLeastAsSevere } from '../authority/envelope';
import { pendingDecision } from '../authority/succession';
import type { Incident } from '../incident/incident';
import type { Service } from '../service/service';
import { failingShares, unknownService } from '../service/service-state';
import { duration } from '../views/duration';
import { accruedRevenue } from '../views/impact';
import type { World } from '../world';
import type { Condition, Unless } from './rule';

/** What a condition is held against. */
export type Scene = {
  readonly world: World;
  readonly service: Service;
  /** The open incident of the service; null = none. */
  readonly incident: Incident | null;
  readonly at: number;
  /** Per `service/probe`: when it last looked, recorded or not. */
  readonly sweptAt: Readonly<Record<string, number>>;
  /** When the console began to watch; before that, silence says nothing. */
  readonly watchingSince: number;
  /** Per `service/probe`: when it was added, if later than that. */
  readonly addedAt?: Readonly<Record<string, number>>;
};

/**
 * Whether a condition holds, or is clearly gone: between the two lies its hysteresis. `reading` says in words
 * and numbers what was read.
 */
export type Reading = { readonly holds: boolean; readonly isGone: boolean; readonly reading: string };

const either = (holds: boolean, reading: string): Reading => ({ holds, isGone: !holds, reading });
const nothing = (reading: string): Reading => ({ holds: false, isGone: true, reading });
const percent = (share: number) => `${Math.round(share * 100)} %`;

/** Reads one condition. Those that measure an incident do not hold without one. */
export function readCondition(when: Condition, scene: Scene): Reading {
  const { world, service, incident, at } = scene;
  const state = world.services[service.id] ?? unknownService;
  switch (when.on) {
    case 'failing': {
      const probe = state.probes[when.probe];
      if (!probe || probe.total === 0) return nothing(`${when.probe} has not reported`);
      const { low, high } = failingShares(probe);
      // What it said before a restart or a sleep neither goes on to hold nor is over until it has looked again.
      if (!watched(scene, when.probe).isHeard)
        return { holds: false, isGone: false, reading: `${when.probe} has not looked again yet` };
      const rest = probe.unknown ? `, ${probe.unknown} not known` : '';
      const reading = `${when.probe}: ${probe.failing} of ${probe.total} failing, ${percent(low)}${rest}`;
      return { holds: low >= when.share, isGone: high < when.clearBelow, reading };
    }
    case 'silent': {
      const { since, isHeard } = watched(scene, when.probe);
      const silentMs = at - since;
      const holds = silentMs >= when.afterMs;
      return { holds, isGone: !holds && isHeard, reading: `${when.probe} silent for ${duration(silentMs)}` };
    }
    case 'alert': {
      const firing = Object.values(world.alerts[service.id] ?? {}).filter(
        (alert) =>
          atLeastAsSevere(alert.severity, when.severity) &&
          (when.name === undefined || alert.name === when.name),
      );
      const [first] = firing;
      const more = firing.length > 1 ? ` and ${firing.length - 1} more` : '';
      return first ? either(true, `${first.name} fires, ${first.severity}${more}`) : nothing('no such alert');
    }
    default:
      return incident === null ? nothing('no incident is open') : readIncident(when, incident, scene, at);
  }
}

/** Since when nothing was heard of a probe, and whether anything was since it is watched. */
function watched({ world, service, sweptAt, watchingSince, addedAt }: Scene, probe: string) {
  const key = `${service.id}/${probe}`;
  const recorded = world.services[service.id]?.probes[probe]?.lastSweepAt ?? 0;
  const heardAt = Math.max(sweptAt[key] ?? 0, recorded);
  const beganAt = Math.max(watchingSince, addedAt?.[key] ?? 0);
  return { since: Math.max(beganAt, heardAt), isHeard: heardAt >= beganAt };
}

type OfIncident = Exclude<Condition, { readonly on: 'failing' | 'silent' | 'alert' }>;

/** Whether a condition measures an incident rather than its service. */
export const isOfIncident = (when: Condition): when is OfIncident =>
  when.on !== 'failing' && when.on !== 'silent' && when.on !== 'alert';

const measuresFromItsStart = ({ on }: OfIncident) => on === 'elapsed' || on === 'rto-used' || on === 'impact';

function readIncident(when: OfIncident, incident: Incident, scene: Scene, at: number): Reading {
  const elapsedMs = Math.max(0, (incident.verifiedAt ?? at) - incident.impactStart);
  // The time that it was closed is no time that people let go by.
  if (incident.reopenedAt !== undefined && measuresFromItsStart(when))
    return nothing(`${incident.id} was reopened`);
  switch (when.on) {
    case 'elapsed':
      return either(elapsedMs >= when.afterMs, `${duration(elapsedMs)} since impact began`);
    case 'rto-used': {
      const used = elapsedMs / incident.objectives.rtoMs;
      return either(used >= when.share, `${percent(used)} of the RTO used`);
    }
    case 'impact': {
      const lost = accruedRevenue(scene.service.impact, elapsedMs);
      return either(lost >= when.amount, `impact ${Math.round(lost).toLocaleString('en')} so far`);
    }
    case 'unacknowledged': {
      if (incident.commandTakenAt !== null) return nothing('command was taken');
      const aloneMs = at - incident.declaredAt;
      return either(aloneMs >= when.afterMs, `nobody in command for ${duration(aloneMs)}`);
    }
    case 'decision-pending': {
      const pending = pendingDecision(scene.world, incident);
      if (!pending) return nothing('no decision is pending');
      const waitedMs = at - pending.since;
      return either(waitedMs >= when.afterMs, `undecided for ${duration(waitedMs)}`);
    }
    case 'verified': {
      if (incident.verifiedAt === null) return nothing('not verified');
      const verifiedMs = at - Math.max(incident.verifiedAt, incident.reopenedAt ?? 0);
      return either(verifiedMs >= when.forMs, `verified for ${duration(verifiedMs)}`);
    }
  }
}

/** Why a rule no longer looks, its `unless` having come true, in words; null = it looks. */
export function excuseOf(unless: Unless | undefined, { world, service, incident }: Scene): string | null {
  const { condition } = world.services[service.id] ?? unknownService;
  switch (unless) {
    case undefined:
      return null;
    case 'commanded':
      return incident?.commander ? 'somebody commands' : null;
    case 'restored':
      return condition === 'restored' || condition === 'verified' ? `the service is ${condition}` : null;
    case 'verified':
      return incident?.verifiedAt ? 'the service is verified' : null;
  }
}
