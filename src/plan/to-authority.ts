import type { Service } from '../domain/service/service';
import type { EnvelopeFile } from './schema/authority';
import type { ServiceFile } from './schema/service-file';

const vetoMs = 60_000;
const commandingRoles = ['incident-commander', 'deputy'];

/**
 * Who may do what, with everything filled in that the file leaves to its defaults.
 *
 * @param roles every role that somebody in the plan has
 */
export function toAuthority(file: ServiceFile, roles: ReadonlySet<string>): Service['authority'] {
  const { initiate, succession, envelopes, approve, break_glass } = file.authority;
  const commanding = commandingRoles.filter((role) => roles.has(role)).map((role) => `role:${role}`);
  return {
    initiate,
    approve: approve ?? approversByDefault(file),
    succession,
    breakGlass: break_glass ?? eachOnce([file.owner, ...initiate, ...succession, ...commanding]),
    envelopes: envelopes.map((envelope) => ({
      id: envelopeId(file, envelope),
      runbook: envelope.runbook,
      mode: envelope.mode,
      severity: envelope.severity,
      maxEndpoints: envelope.max_endpoints,
      untilMs: envelope.until,
      vetoMs: envelope.mode === 'automatic' ? (envelope.veto ?? vetoMs) : 0,
    })),
  };
}

/** Who may be the second person where `approve` is not written. */
export function approversByDefault({ owner, authority }: ServiceFile): readonly string[] {
  return eachOnce([...authority.initiate, ...authority.succession, owner]);
}

/** The id an envelope has or gets. */
export function envelopeId(service: Pick<ServiceFile, 'id'>, envelope: EnvelopeFile): string {
  return envelope.id ?? `${service.id}/${envelope.runbook}`;
}

const eachOnce = (list: readonly string[]) => [...new Set(list)];
