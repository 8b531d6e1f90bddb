import type { Incident, Remark } from '../incident/incident';

/** How much of an incident is still open: what ends with it when it is stood down. */
export type LeftOpen = {
  readonly tasks: number;
  /** Questions that the scribe marked; nothing says that they were answered. */
  readonly questions: number;
  readonly followUps: number;
};

/** Counts what nobody has closed; of an incident that is over, what was open at its end. */
export function leftOpen({ tasks, remarks }: Pick<Incident, 'tasks' | 'remarks'>): LeftOpen {
  const marked = (kind: Remark['kind']) => remarks.filter((each) => each.kind === kind).length;
  return {
    tasks: Object.values(tasks).filter((task) => task.result === null).length,
    questions: marked('question'),
    followUps: marked('follow-up'),
  };
}
