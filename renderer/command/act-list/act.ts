import type { Plan } from '../../../src/domain/plan/plan';
import type { ScreenState } from '../../screen';
import type { ConsoleState } from '../../store';
import type { Focus } from '../focus';

/** One thing the person could do now. `whyNot` says what stands in the way; null = nothing. */
export type Act = {
  readonly id: string;
  readonly key: string | null;
  readonly words: string;
  readonly whyNot: string | null;
  readonly act: () => void;
};

/** What the acts of a moment are derived from. `signedOut` says what stands in the way of everything that needs a name. */
export type Moment = {
  readonly state: ConsoleState;
  readonly screen: ScreenState;
  readonly plan: Plan;
  readonly focus: Focus;
  readonly signedOut: string | null;
};
