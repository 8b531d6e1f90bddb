import type { EndClass } from './outcome';
import type { Budgets } from './runbook';

/** How the endpoints of a run have ended so far. */
export type Tally = {
  readonly total: number;
  readonly ended: Readonly<Partial<Record<EndClass, number>>>;
};

/** What a canary that has ended says: one that reached nobody has proven nothing. Null = go on. */
export function canaryFault(tally: Tally): string | null {
  return (tally.ended.ok ?? 0) > 0 ? null : 'no endpoint of the canary ended well';
}

/**
 * The sentence of the first failure budget that is used up, or null. To be asked after every single
 * completion, never per batch, and every class against its own share: unreachable endpoints stop a
 * run just as failures do. Unknown and timed-out ends count as failed, because nobody can say they are not.
 *
 * In the canary any failure halts: that is what a canary is for.
 */
export function exceededBudget(tally: Tally, budgets: Budgets, inCanary: boolean): string | null {
  const { total, ended } = tally;
  const failed = (ended.failed ?? 0) + (ended['timed-out'] ?? 0) + (ended.unknown ?? 0);
  const unproven = ended['verify-failed'] ?? 0;
  if (inCanary && failed + unproven > 0) return `${failed + unproven} of the canary failed`;
  // Dividing is exact where multiplying is not: 0.29 × 100 is a little less than 29.
  for (const [name, used, budget] of [
    ['failed', failed, budgets.failed],
    ['failed their verify step', unproven, budgets.verifyFailed ?? budgets.failed],
    ['unreachable', ended.unreachable ?? 0, budgets.unreachable],
    ['denied', ended.denied ?? 0, budgets.denied],
  ] as const)
    if (used / total > budget)
      return `${used} of ${total} endpoints ${name}; the budget is ${Math.round(budget * 100)} %`;
  return null;
}
