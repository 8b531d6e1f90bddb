import { canonicalJson } from '../canonical-json';
import { keyOf, needsOf } from '../plan/dependencies/graph';
import type { Person, Plan } from '../plan/plan';
import { defaultFreshness, type Review } from '../plan/review';
import type { Runbook } from '../run/runbook';
import { selectEndpoints } from '../run/selector';
import type { Service } from '../service/service';
import { spellDuration } from '../written-duration';
import { changedShare, inventoryChange } from './inventory-change';
import type { Proof, ProvenRunbook } from './last-proof';
import { dependencyWords, inventoryWords, keyWords, moment, stepWords } from './reason-words';

export const staleRules = [
  'review-due',
  'proof-old',
  'inventory-changed',
  'host-keys-changed',
  'runbook-changed',
  'dependencies-changed',
] as const;

/** Why something cannot be relied upon any more, in words and numbers. */
export type StaleReason = { readonly rule: (typeof staleRules)[number]; readonly words: string };

/**
 * How far a service, runbook or person can be relied upon. A service that took longer than its RTO when it was last
 * proven is `missed`, whatever else is true; people are never more than `reviewed`.
 */
export type Freshness = {
  readonly state: 'proven' | 'missed' | 'stale' | 'unproven' | 'reviewed';
  /** Empty unless something is stale. */
  readonly reasons: readonly StaleReason[];
};

/** A service: its proof against everything that it was proven with, and its review. */
export function serviceFreshness(
  plan: Pick<Plan, 'endpoints' | 'runbooks' | 'freshness'>,
  service: Service,
  proof: Proof | undefined,
  at: number,
): Freshness {
  const rules = plan.freshness ?? defaultFreshness;
  const review = reviewReasons(service.reviewed, rules.reviewEveryMs, at);
  if (!proof) return { state: review.length > 0 ? 'stale' : 'unproven', reasons: review };
  const own = selectEndpoints(service.endpoints, plan.endpoints);
  const proven = proof.runbooks.find(({ runbook }) => runbook === service.restore) ?? proof.runbooks[0];
  const runbook = plan.runbooks.find(({ id }) => id === proven?.runbook);
  const reasons = [
    ...review,
    ...ageReasons(proof, rules.proveEveryMs, at),
    ...(proven ? fleetReasons(proven, own, rules.inventoryShare, proof) : []),
    ...(proven ? stepReasons(proven, runbook, proof) : []),
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

/** A person: only whether somebody has looked in time at how they are reached. */
export function personFreshness(plan: Pick<Plan, 'freshness'>, person: Person, at: number): Freshness {
  const { reviewEveryMs } = plan.freshness ?? defaultFreshness;
  const reasons = reviewReasons(person.reviewed, reviewEveryMs, at);
  if (reasons.length > 0) return { state: 'stale', reasons };
  return { state: person.reviewed ? 'reviewed' : 'unproven', reasons };
}

function reviewReasons(review: Review | undefined, everyMs: number, at: number): readonly StaleReason[] {
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

function fleetReasons(
  proven: ProvenRunbook,
  own: Parameters<typeof inventoryChange>[1],
  most: number,
  proof: Proof,
): readonly StaleReason[] {
  // An endpoint that was known then and not restored is not new: that is told by the record of the run.
  const seen = own.filter(({ name }) => proven.endpoints.has(name) || !proven.notRestored.has(name));
  const change = { ...inventoryChange(proven.endpoints, seen), total: own.length };
  return [
    ...(changedShare(change) > most
      ? [{ rule: 'inventory-changed', words: inventoryWords(change, proof) } as const]
      : []),
    ...(change.rekeyed.length > 0
      ? [{ rule: 'host-keys-changed', words: keyWords(change, proof) } as const]
      : []),
  ];
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
