import type { NewEvent, Recorded } from '../domain/events';
import type { Circumstances } from '../domain/incident/circumstances';
import { presentOperator } from '../domain/incident/lookup';
import type { Plan } from '../domain/plan/plan';
import { AppError } from '../errors';
import type { Core } from './core';

/** How a call becomes a commit: on the plan in force, by whoever sits at the console. */
export type Deciding = {
  /** @throws AppError `refused` while no plan is in force */
  plan(): Plan;
  /** Commits what the command decides. Whatever it throws, nothing was written. */
  commit(decide: (now: Circumstances) => readonly NewEvent[]): readonly Recorded[];
};

export function createDeciding({ ledger, plans }: Pick<Core, 'ledger' | 'plans'>): Deciding {
  const plan = (): Plan => {
    const { plan: inForce } = plans.status();
    if (inForce) return inForce;
    throw new AppError('refused', 'No plan is in force. Open a plan folder first.');
  };
  return {
    plan,
    commit(decide) {
      const inForce = plan();
      return ledger.commit((world, at) =>
        decide({ world, plan: inForce, at, operator: presentOperator(inForce, world)?.id ?? null }),
      );
    },
  };
}
