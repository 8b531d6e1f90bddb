import { canonicalJson } from '../canonical-json';
import { keyOf, needsOf } from '../plan/dependencies/graph';
import type { Plan } from '../plan/plan';
import { defaultFreshness, type Review } from '../plan/review';
import type { Runbook } from '../run/runbook';
import type { Service } from '../service/service';
import { spellDuration } from '../written-duration';
import { changeSince, provenOf } from './change-since';
import { changedShare, type InventoryChange } from './inventory-change';
import type { Proof, ProvenRunbook } from './last-proof';
import {
  dependencyWords,
  inventoryWords,
  keyWords,
  moment,
  otherRunbookWords,
  stepWords,
} from './reason-words';

export const staleRules = [
  'review-due',
  'proof-old',
  'inventory-changed',
  'host-keys-changed',
  'runbook-changed',
  'dependencies-changed',
  'contact-changed',
  'reach-old',
] as const;

/** Why something cannot be relied upon any more, in words and numbers. */
export type StaleReason = { readonly rule: (typeof staleRules)[number]; readonly words: string };

/**
 * How far a service, runbook or person can be relied upon. A service that took longer than its RTO when it was last
 * proven is `missed`, whatever else is true; a person to whom no message ever arrived is `reviewed` at most.
 */
export type Freshness = {
  readonly state: 'proven' | 'missed' | 'stale' | 'unproven' | 'reviewed';
  /** Empty unless something is stale. */
  readonly reasons: readonly StaleReason[];
};

/**
 * A service: its proof against everything that it was proven with, and its review.
 * @param change of its endpoints since its proof, where that was looked at already
 */
export function serviceFreshness(
  plan: Pick<Plan, 'endpoints' | 'runbooks' | 'freshness'>,
  service: Service,
  proof: Proof | undefined,
  at: number,
  change = proof ? changeSince(plan, service, proof) : null,
): Freshness {
  const rules = plan.freshness ?? defaultFreshness;
  const review = reviewReasons(service.reviewed, rules.reviewEveryMs, at);
  if (!proof) return { state: review.length > 0 ? 'stale' : 'unproven', reasons: review };
  const proven = provenOf(service, proof);
  const reasons = [
    ...review,
    ...ageReasons(proof, rules.proveEveryMs, at),
    ...(change ? fleetReasons(change, rules.inventoryShare, proof) : []),
    ...(proven ? restoreReasons(plan, service, proven, proof) : []),
    ...needReasons(service, proof),
  ];
  if (proof.rtaMs > service.objectives.rtoMs) return { state: 'missed', reasons };
  return { state: reasons.length > 0 ? 'stale' : 'proven', reasons };
}

/** A runbook: its steps against those that were last done, and its review. */
export function runbookFreshness(
  plan: Pick<Plan, 'freshness'>,
  runbook: Runbook,
  proof: Proof | undefined,
  at: number,
): Freshness {
  const rules = plan.freshness ?? defaultFreshness;
  const proven = proof?.runbooks.find((each) => each.runbook === runbook.id);
  const reasons = [
    ...reviewReasons(runbook.reviewed, rules.reviewEveryMs, at),
    ...(proof && proven ? stepReasons(proven, runbook, proof) : []),
    ...(proof ? ageReasons(proof, rules.proveEveryMs, at) : []),
  ];
  if (reasons.length > 0) return { state: 'stale', reasons };
  return { state: proven ? 'proven' : 'unproven', reasons };
}

/** Whether somebody has looked it over in time; what was never reviewed is never due. */
export function reviewReasons(
  review: Review | undefined,
  everyMs: number,
  at: number,
): readonly StaleReason[] {
  if (!review) return [];
  const every = review.everyMs ?? everyMs;
  if (review.onMs + every >= at) return [];
  const words = `last reviewed on ${moment(review.onMs)} and due every ${spellDuration(every)}`;
  return [{ rule: 'review-due', words }];
}

function ageReasons(proof: Proof, everyMs: number, at: number): readonly StaleReason[] {
  if (proof.at + everyMs >= at) return [];
  const words = `last proven on ${moment(proof.at)} and due every ${spellDuration(everyMs)}`;
  return [{ rule: 'proof-old', words }];
}

function fleetReasons(change: InventoryChange, most: number, proof: Proof): readonly StaleReason[] {
  return [
    ...(changedShare(change) > most
      ? [{ rule: 'inventory-changed', words: inventoryWords(change, proof) } as const]
      : []),
    ...(change.rekeyed.length > 0
      ? [{ rule: 'host-keys-changed', words: keyWords(change, proof) } as const]
      : []),
  ];
}

/** What a service is restored by now is proven only by itself, whatever else brought it back. */
function restoreReasons(
  { runbooks }: Pick<Plan, 'runbooks'>,
  { restore }: Service,
  proven: ProvenRunbook,
  proof: Proof,
): readonly StaleReason[] {
  if (restore !== undefined && restore !== proven.runbook)
    return [{ rule: 'runbook-changed', words: otherRunbookWords(restore, proven.runbook, proof) }];
  const runbook = runbooks.find(({ id }) => id === proven.runbook);
  return stepReasons(proven, runbook, proof);
}

function stepReasons(
  proven: ProvenRunbook,
  runbook: Runbook | undefined,
  proof: Proof,
): readonly StaleReason[] {
  const before = proven.steps.map(canonicalJson);
  const now = (runbook?.steps ?? []).map((step) => canonicalJson({ ...step }));
  if (runbook && before.length === now.length && before.every((step, index) => step === now[index]))
    return [];
  return [{ rule: 'runbook-changed', words: stepWords(proven.runbook, before, runbook ? now : null, proof) }];
}

function needReasons(service: Service, proof: Proof): readonly StaleReason[] {
  if (proof.needs === null) return [];
  const now = needsOf(service).map(keyOf);
  const added = now.filter((key) => !proof.needs?.includes(key));
  const gone = proof.needs.filter((key) => !now.includes(key));
  if (added.length + gone.length === 0) return [];
  return [{ rule: 'dependencies-changed', words: dependencyWords(added, gone, proof) }];
}
