import type { Service } from '../domain/service/service';
import { durationMs } from './schema/duration';
import type { ServiceFile } from './schema/service-file';

/** A service file in the words of the domain. Impact is in order of time; envelopes without an id get `<service>/<runbook>`. */
export function toService(file: ServiceFile): Service {
  const { objectives, authority } = file;
  return {
    id: file.id,
    name: file.name,
    tier: file.tier,
    owner: file.owner,
    dependsOn: file.depends_on,
    endpoints: file.endpoints,
    impact: Object.entries(file.impact)
      .map(([after, point]) => ({ atMs: durationMs(after) ?? 0, ...point }))
      .sort((a, b) => a.atMs - b.atMs),
    objectives: {
      rtoMs: objectives.rto,
      rpoMs: objectives.rpo,
      wrtMs: objectives.wrt,
      mtpdMs: objectives.mtpd,
    },
    probes: file.probes.map((probe) => ({
      id: probe.id,
      look: { by: 'ssh' as const, command: probe.ssh },
      everyMs: probe.every,
      timeoutMs: probe.timeout,
      degradedAt: probe.degraded,
      downAt: probe.down,
    })),
    restore: file.restore,
    verifyAfter: file.verify_after,
    authority: {
      initiate: authority.initiate,
      approve: [],
      succession: authority.succession ?? [],
      breakGlass: [],
      envelopes: authority.envelopes.map((envelope) => ({
        id: envelopeId(file, envelope),
        runbook: envelope.runbook,
        mode: envelope.mode,
        severity: envelope.severity,
        maxEndpoints: envelope.max_endpoints,
        untilMs: envelope.until,
        vetoMs: envelope.veto ?? 0,
      })),
    },
    alerts: null,
    escalation: [],
    audiences: [],
  };
}

/** The id an envelope has or gets. */
export function envelopeId(
  service: Pick<ServiceFile, 'id'>,
  envelope: ServiceFile['authority']['envelopes'][number],
): string {
  return envelope.id ?? `${service.id}/${envelope.runbook}`;
}
