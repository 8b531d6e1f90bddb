import { atLeastAsSevere, type Severity } from '../../domain/authority/envelope';
import { type PlanProblem, planWarning } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { ServiceFile } from '../schema/service-file';

type Words = readonly [rule: string, message: string, fix: string];

/**
 * Rules that run something by themselves and would not when it matters. Warnings, because people can
 * still do by hand what is missing.
 */
export function checkAutomation(part: PlanPart<ServiceFile>): readonly PlanProblem[] {
  const { file, locate, value } = part;
  if (value === null) return [];
  return value.escalation.flatMap((rule, index) =>
    rule.do.flatMap(({ run }, act) => {
      const words = run === undefined ? null : whatHolds(value, run);
      return words ? [planWarning(file, locate(['escalation', index, 'do', act, 'run']), ...words)] : [];
    }),
  );
}

/** The first thing that keeps a rule of this service from running the runbook; null when nothing does. */
function whatHolds(service: ServiceFile, runbook: string): Words | null {
  const envelopes = service.authority.envelopes.filter(
    (envelope) => envelope.runbook === runbook && envelope.mode === 'automatic',
  );
  if (envelopes.length === 0) {
    const message = `No automatic envelope of ${service.name} allows ${runbook}: the run will always be refused.`;
    return ['run-never-automatic', message, 'Add an envelope with "mode: automatic" under "authority:".'];
  }
  const acts = service.escalation.flatMap((rule) => rule.do);
  // Only what is seen without an incident can declare one.
  const declared = service.escalation
    .filter(({ when }) => when.failing !== undefined || when.silent !== undefined || when.alert !== undefined)
    .flatMap((rule) => rule.do.flatMap(({ declare }) => declare ?? []));
  if (declared.length === 0) {
    const message = `No rule of ${service.name} declares an incident when a probe or an alert says so: the run waits for a person to declare one.`;
    return ['run-never-declared', message, 'Add "declare: SEV-2" to a rule on a probe or an alert.'];
  }
  const reached: readonly Severity[] = [...declared, ...acts.flatMap(({ raise }) => raise ?? [])];
  const isReached = envelopes.some((envelope) =>
    reached.some((severity) => atLeastAsSevere(severity, envelope.severity)),
  );
  if (isReached) return null;
  const needed = envelopes.map(({ severity }) => severity).join(' or ');
  const message = `The automatic envelope for ${runbook} needs ${needed}, and no rule declares or raises so far: the run will be refused.`;
  return ['run-below-severity', message, `Add "raise: ${envelopes[0]?.severity}" before the run.`];
}
