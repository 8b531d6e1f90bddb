import type { Audience } from '../domain/comms/channel';
import type { Service } from '../domain/service/service';
import type { AudienceFile, ContactFile } from './schema/comms';
import { durationMs } from './schema/duration';
import type { ServiceFile } from './schema/service-file';
import { toAuthority } from './to-authority';
import { servicesAmong, toDependency, toReview, toStrategy } from './to-dependency';
import { toLook } from './to-look';
import { toRule } from './to-rule';

/**
 * A service file in the words of the domain. Impact is in order of time; envelopes without an id get
 * `<service>/<runbook>`, rules without one are called by their condition.
 *
 * @param roles every role that somebody in the plan has
 */
export function toService(file: ServiceFile, roles: ReadonlySet<string>): Service {
  const { objectives } = file;
  return {
    id: file.id,
    name: file.name,
    tier: file.tier,
    owner: file.owner,
    dependsOn: servicesAmong(file.depends_on),
    ...(file.depends_on.length === 0 ? {} : { dependencies: file.depends_on.map(toDependency) }),
    endpoints: file.endpoints,
    impact: Object.entries(file.impact)
      .map(([after, point]) => ({ atMs: durationMs(after) ?? 0, ...point }))
      .sort((a, b) => a.atMs - b.atMs),
    objectives: {
      rtoMs: objectives.rto,
      rpoMs: objectives.rpo ?? null,
      wrtMs: objectives.wrt ?? null,
      mtpdMs: objectives.mtpd,
      ...(objectives.mbco === undefined ? {} : { mbco: objectives.mbco }),
    },
    probes: file.probes.map((probe) => ({
      id: probe.id,
      look: toLook(probe),
      everyMs: probe.every,
      timeoutMs: probe.timeout,
      degradedAt: probe.degraded,
      downAt: probe.down,
    })),
    restore: file.restore,
    ...(file.arm === 'automatic' ? {} : { arm: file.arm }),
    verifyAfter: file.verify_after,
    authority: toAuthority(file, roles),
    alerts: file.alerts ?? null,
    escalation: file.escalation.map(toRule),
    audiences: file.comms.audiences.map(toAudience),
    ...(file.plan_b === undefined ? {} : { planB: file.plan_b }),
    ...(file.strategies.length === 0 ? {} : { strategies: file.strategies.map(toStrategy) }),
    ...(file.workaround === undefined ? {} : { workaround: file.workaround }),
    ...(file.reviewed === undefined ? {} : { reviewed: toReview(file.reviewed) }),
  };
}

function toAudience(audience: AudienceFile): Audience {
  const { id, name, to, first, every, floor, ceiling, agreed_text: agreedText } = audience;
  return {
    id,
    name,
    to: to.map(toContact),
    firstMs: first,
    everyMs: every,
    floorMs: floor,
    ceilingMs: ceiling,
    ...(agreedText === undefined ? {} : { agreedText }),
  };
}

/** Where a message goes; channels that know by themselves have an empty address. */
export function toContact({ channel, address = '' }: ContactFile): Audience['to'][number] {
  return { channel, address };
}
