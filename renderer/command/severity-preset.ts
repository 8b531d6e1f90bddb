import { type Severity, severities } from '../../src/domain/authority/envelope';
import type { Service } from '../../src/domain/service/service';
import type { ServiceCondition } from '../../src/domain/service/service-state';

/**
 * The worst plausible severity, offered and never imposed: SEV-1 for a tier 1 service that is down,
 * one step milder per tier, and one where a probe says that part of it still works.
 */
export function severityPreset(service: Service, condition: ServiceCondition): Severity {
  const milder = service.tier - 1 + (condition === 'degraded' ? 1 : 0);
  return severities[Math.min(Math.max(milder, 0), severities.length - 1)] ?? 'SEV-1';
}
