import type { Pushes } from '../src/ipc/contract';
import type { PlanStatus } from '../src/ipc/snapshot';

/** What the window was told of the plan. */
export type PlanNews = {
  /** The window was given this status whole. */
  given(status: PlanStatus): PlanStatus;
  /** The same for a window that may hold the plan already: it crosses only where it is another. */
  of(status: PlanStatus): Pushes['plan.changed'];
};

/** A plan of 20,000 endpoints takes as long to cross as ten frames, and most news is of what it lacks. */
export function planNews(): PlanNews {
  let held: string | null = null;
  const given = (status: PlanStatus): PlanStatus => {
    held = status.plan?.digest ?? null;
    return status;
  };
  return {
    given,
    of(status) {
      const { plan, ...rest } = status;
      if (plan === null || plan.digest !== held) return given(status);
      return { ...rest, plan: 'same', digest: plan.digest };
    },
  };
}
