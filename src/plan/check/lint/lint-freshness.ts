import type { Plan } from '../../../domain/plan/plan';
import {
  type Freshness,
  runbookFreshness,
  type StaleReason,
  serviceFreshness,
} from '../../../domain/proof/freshness';
import { type Proof, runbookProofs } from '../../../domain/proof/last-proof';
import { personFreshness } from '../../../domain/proof/person-freshness';
import type { Service } from '../../../domain/service/service';
import { spellDuration } from '../../schema/duration';
import { type Finding, runbookFile, serviceFile, warn } from './finding';
import type { LintFacts } from './lint-plan';

/** Whether what was once reviewed and proven still holds. Without a journal only reviews are looked at. */
export function lintFreshness(plan: Plan, { nowMs, proofs, reaches }: LintFacts): readonly Finding[] {
  const ofRunbooks = runbookProofs(proofs ?? new Map());
  return [
    ...plan.services.flatMap((service) => {
      const file = serviceFile(service.id);
      const proof = proofs?.get(service.id);
      const freshness = serviceFreshness(plan, service, proof, nowMs);
      return [...staleness(file, service.name, freshness), ...(proofs ? lintProof(service, proof) : [])];
    }),
    ...plan.runbooks.flatMap((runbook) => {
      const freshness = runbookFreshness(plan, runbook, ofRunbooks.get(runbook.id), nowMs);
      // What was proven with it is said of the service.
      const reasons = freshness.reasons.filter(({ rule }) => rule === 'review-due');
      return staleness(runbookFile(runbook.id), runbook.id, { ...freshness, reasons });
    }),
    ...plan.people.flatMap((person, index) => {
      const freshness = personFreshness(plan, person, reaches?.get(person.id) ?? [], nowMs);
      const found = staleness('plan.yaml', person.name, freshness);
      const field = (rule: string) => (rule === 'review-due' ? 'reviewed' : 'contacts');
      return found.map((each) => ({ ...each, path: ['people', index, field(each.rule)] }));
    }),
  ];
}

function staleness(file: string, name: string, { reasons }: Freshness): readonly Finding[] {
  return reasons.map(({ rule, words }) => {
    const field = rule === 'review-due' ? 'reviewed' : 'name';
    return warn(file, [field], rule, `${name} is stale: ${words}.`, fixes[rule] ?? proveAnew);
  });
}

const proveAnew = 'Restore it in a drill and have it verified.';
const fixes: Readonly<Partial<Record<StaleReason['rule'], string>>> = {
  'review-due': 'Look it over, and write the day.',
  'contact-changed': 'Page them in a drill, and have them answer.',
  'reach-old': 'Page them in a drill, and have them answer.',
};

function lintProof(service: Service, proof: Proof | undefined): readonly Finding[] {
  const { id, name } = service;
  const file = serviceFile(id);
  if (!proof) {
    const message = `Nothing proves that ${name} can be restored: no drill and no incident on record did.`;
    const fix = 'Restore it in a drill and have it verified.';
    return [warn(file, ['objectives', 'rto'], 'not-proven', message, fix)];
  }
  return [...lintRta(service, proof), ...lintRpa(service, proof)];
}

function lintRta({ id, objectives }: Service, proof: Proof): readonly Finding[] {
  const file = serviceFile(id);
  if (proof.rtaMs <= objectives.rtoMs) return [];
  const took = spellDuration(Math.ceil(proof.rtaMs / 1000) * 1000);
  const message = `objectives.rto (${spellDuration(objectives.rtoMs)}) is shorter than what ${proof.incident} took (${took}).`;
  const fix = 'Find a faster way and prove it in a drill, or raise the rto to what can be kept.';
  return [warn(file, ['objectives', 'rto'], 'rto-missed', message, fix)];
}

function lintRpa({ id, objectives: { rpoMs } }: Service, { rpaMs, incident }: Proof): readonly Finding[] {
  if (rpoMs === null || rpaMs === undefined || rpaMs <= rpoMs) return [];
  const message = `objectives.rpo (${spellDuration(rpoMs)}) is less than what ${incident} lost (${spellDuration(rpaMs)}).`;
  const fix = 'Copy the data more often and prove it in a drill, or raise the rpo to what can be kept.';
  return [warn(serviceFile(id), ['objectives', 'rpo'], 'rpo-missed', message, fix)];
}
