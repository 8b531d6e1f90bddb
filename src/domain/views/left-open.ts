import type { Incident } from '../incident/incident';
import { openQuestions } from '../incident/remarks';

/** How much of an incident is still open: what ends with it when it is stood down. */
export type LeftOpen = {
  readonly tasks: number;
  /** Questions that nobody answered. */
  readonly questions: number;
  readonly followUps: number;
};

/** Counts what nobody has closed; of an incident that is over, what was open at its end. */
export function leftOpen({ tasks, remarks }: Pick<Incident, 'tasks' | 'remarks'>): LeftOpen {
  return {
    tasks: Object.values(tasks).filter((task) => task.result === null).length,
    questions: openQuestions(remarks).length,
    followUps: remarks.filter(({ kind }) => kind === 'follow-up').length,
  };
}
