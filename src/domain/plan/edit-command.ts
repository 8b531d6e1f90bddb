import { type NewEvent, stream } from '../events';
import { type Circumstances, requireActor } from '../incident/circumstances';

export type PlanFileEdit = {
  /** Within the plan folder. */
  readonly file: string;
  /** SHA-256 (hex) of its bytes before; null = it is new. */
  readonly from: string | null;
  readonly to: string;
};

/**
 * Puts on record that a file was changed while no plan is in force. Nobody is named then, so anybody may: nothing can be
 * run before the plan is whole, and it could be mended with any other editor as well.
 */
export function preparePlanFile(
  { at }: Pick<Circumstances, 'at'>,
  { file, from, to }: PlanFileEdit,
): NewEvent[] {
  const data = { file, to, ...(from === null ? {} : { from }) };
  return [{ type: 'plan.prepared', data, stream: stream.console, occurredAt: at, actor: 'console' }];
}

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
