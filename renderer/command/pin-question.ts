import { operatorOf } from '../../src/domain/operator/attempts';
import type { Plan } from '../../src/domain/plan/plan';
import type { World } from '../../src/domain/world';
import { show } from '../screen';
import { useConsole } from '../store';
import type { PinQuestion } from '../ui/pin-entry';
import { signIn } from './acts-people';

/** What a person has to type to be believed here; null = the name is enough. The core asks again. */
export function pinQuestion(plan: Pick<Plan, 'mode'>, world: World, person: string): PinQuestion | null {
  if (operatorOf(world, person).enrolledAt !== null) return 'known';
  return plan.mode === 'live' ? 'first' : null;
}

/** Signs a person in at once where the name is enough, else opens the question for their PIN. */
export function chooseOperator(person: string): void {
  const { plan, world } = useConsole.getState();
  if (!plan.plan) return;
  if (pinQuestion(plan.plan, world, person) === null) void signIn(person);
  else show({ form: 'sign-in', person });
}
