import { type NewEvent, stream } from '../events';
import { type Circumstances, requireActor } from '../incident/circumstances';

export type PlanFileEdit = {
  /** Within the plan folder. */
  readonly file: string;
  /** SHA-256 (hex) of its bytes before; null = it is new. */
  readonly from: string | null;
  readonly to: string;
};

/** Everybody whom the plan names and who does more than observe edits the plan, also while an incident is open. */
export const requirePlanEditor = (now: Circumstances) => requireActor(now, 'change the plan', null);

/**
 * Puts on record who changed a file of the plan. What it changes of authority counts for no incident that is open:
 * there authority counts as it stood at the declaration.
 */
export function editPlanFile(now: Circumstances, { file, from, to }: PlanFileEdit): NewEvent[] {
  const person = requirePlanEditor(now).id;
  const data = { person, file, to, ...(from === null ? {} : { from }) };
  return [
    { type: 'plan.edited', data, stream: stream.console, occurredAt: now.at, actor: `person:${person}` },
  ];
}
