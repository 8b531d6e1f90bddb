import type { Plan } from '../plan/plan';
import { defaultFreshness } from '../plan/review';
import type { Reach } from '../proof/contact-reach';
import { reviewReasons, runbookFreshness, type StaleReason } from '../proof/freshness';
import { changedShare, type InventoryChange, isSameInventory } from '../proof/inventory-change';
import type { Proof } from '../proof/last-proof';
import { personFreshness } from '../proof/person-freshness';
import { moment } from '../proof/reason-words';
import { runbooksToProve } from '../proof/reassessment';
import { acceptanceOver } from '../risk/acceptance';
import type { Service } from '../service/service';
import type { ContinuityRow } from './continuity';
import { duration } from './duration';

/** A service that was proven, and what is other than it was then. */
export type ReassessmentRow = {
  readonly service: Service;
  readonly proof: Proof;
  readonly change: InventoryChange;
  /** Of its endpoints; see `changedShare`. */
  readonly share: number;
  /** Why it has to be proven anew; empty when what changed is within what the plan allows. */
  readonly reasons: readonly StaleReason[];
  /** Runbooks that have to be proven anew. */
  readonly proveAnew: readonly string[];
};

/** Something else that cannot be relied upon as it stands, and why. */
export type StaleThing = {
  readonly kind: 'service' | 'runbook' | 'person' | 'risk';
  readonly id: string;
  readonly name: string;
  readonly words: readonly string[];
};

/** What has to be looked at or proven again, the most critical service first. */
export type ReassessmentBoard = {
  readonly anew: readonly ReassessmentRow[];
  /** Changed since their proof, within what the plan allows. */
  readonly changed: readonly ReassessmentRow[];
  /** How many services stand on exactly what they were proven on, and how many were never proven. */
  readonly same: number;
  readonly unproven: number;
  /** The share of a service's endpoints that may differ. */
  readonly allowed: number;
  readonly stale: readonly StaleThing[];
};

/**
 * Reads what the services stand on against what they were proven on, and the rest of the plan against its reviews.
 * @param rows of every service, in the order that is kept
 * @param reaches on which ways messages to each person arrived
 */
export function reassessmentBoard(
  plan: Plan,
  rows: readonly ContinuityRow[],
  reaches: ReadonlyMap<string, readonly Reach[]>,
  at: number,
): ReassessmentBoard {
  const proven = rows.flatMap((row) => rowOf(plan, row) ?? []);
  const anew = proven.filter(({ reasons }) => reasons.length > 0);
  const changed = proven.filter(({ reasons, change }) => reasons.length === 0 && !isSameInventory(change));
  const inDoubt = new Set(anew.flatMap(({ proveAnew }) => proveAnew));
  return {
    anew,
    changed,
    same: proven.length - anew.length - changed.length,
    unproven: rows.length - proven.length,
    allowed: (plan.freshness ?? defaultFreshness).inventoryShare,
    stale: [
      ...rows.map(staleService),
      ...plan.runbooks.map((runbook): StaleThing => {
        // What changed since its proof is said of the service that was proven with it.
        const { reasons } = runbookFreshness(plan, runbook, undefined, at);
        return { kind: 'runbook', id: runbook.id, name: runbook.name, words: wordsOf(reasons) };
      }),
      ...plan.people.map((person): StaleThing => {
        const { reasons } = personFreshness(plan, person, reaches.get(person.id) ?? [], at);
        return { kind: 'person', id: person.id, name: person.name, words: wordsOf(reasons) };
      }),
      ...staleRisks(plan, inDoubt, at),
    ].filter(({ words }) => words.length > 0),
  };
}

function rowOf(plan: Plan, { service, proof, change, freshness }: ContinuityRow): ReassessmentRow | null {
  if (!proof || !change) return null;
  const reasons = freshness.reasons.filter(({ rule }) => rule !== 'review-due');
  const proveAnew = reasons.length > 0 ? runbooksToProve(plan, service, proof) : [];
  return { service, proof, change, share: changedShare(change), reasons, proveAnew };
}

function staleService({ service, proof, freshness }: ContinuityRow): StaleThing {
  const late =
    proof && freshness.state === 'missed'
      ? [
          `took ${duration(proof.rtaMs)} when it was last proven on ${moment(proof.at)}, and its RTO is ${duration(service.objectives.rtoMs)}`,
        ]
      : [];
  const due = freshness.reasons.filter(({ rule }) => rule === 'review-due');
  return { kind: 'service', id: service.id, name: service.name, words: [...late, ...wordsOf(due)] };
}

/** A risk without a time between its reviews is never due, as in the register. */
function staleRisks({ risks = [] }: Plan, inDoubt: ReadonlySet<string>, at: number): readonly StaleThing[] {
  return risks.map(({ id, name, reviewed, runbook, accepted }) => {
    const review = reviewed && { ...reviewed, onMs: reviewed.on };
    const due = wordsOf(reviewReasons(review, Number.POSITIVE_INFINITY, at));
    const doubt =
      runbook !== undefined && inDoubt.has(runbook) ? [`its runbook ${runbook} has to be proven anew`] : [];
    const over = acceptanceOver(accepted, at);
    return { kind: 'risk', id, name, words: [...due, ...(over === null ? [] : [`its ${over}`]), ...doubt] };
  });
}

const wordsOf = (reasons: readonly StaleReason[]): readonly string[] => reasons.map(({ words }) => words);
