import type { Audience } from '../domain/comms/channel';
import type { Service } from '../domain/service/service';
import { said } from './placeholder';
import type { AudienceFile, ContactFile } from './schema/comms';
import type { ServiceFile } from './schema/service-file';
import { toAuthority } from './to-authority';
import { servicesAmong, toDependency, toReview, toStrategy } from './to-dependency';
import { toImpact } from './to-impact';
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
  const [planB, workaround, mbco] = [file.plan_b, file.workaround, file.objectives.mbco].map(said);
  return {
    id: file.id,
    name: file.name,
    tier: file.tier,
    owner: file.owner,
    dependsOn: servicesAmong(file.depends_on),
    ...(file.depends_on.length === 0 ? {} : { dependencies: file.depends_on.map(toDependency) }),
    endpoints: file.endpoints,
    impact: toImpact(file.impact),
    objectives: {
      rtoMs: objectives.rto,
      rpoMs: objectives.rpo ?? null,
      wrtMs: objectives.wrt ?? null,
      mtpdMs: objectives.mtpd,
      ...(mbco === undefined ? {} : { mbco }),
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
    ...(planB === undefined ? {} : { planB }),
    ...(file.strategies.length === 0 ? {} : { strategies: file.strategies.map(toStrategy) }),
    ...(workaround === undefined ? {} : { workaround }),
    ...(file.reviewed === undefined ? {} : { reviewed: toReview(file.reviewed) }),
  };
}

function toAudience(audience: AudienceFile): Audience {
  const { id, name, to, first, every, floor, ceiling } = audience;
  const agreedText = said(audience.agreed_text);
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
