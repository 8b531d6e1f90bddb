import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { RunbookFile } from '../schema/runbook-file';
import { repeatedIds, stemProblem } from './ids';

/** What one runbook file must be beyond its shape, without looking at other files. */
export function checkRunbook(part: PlanPart<RunbookFile>): readonly PlanProblem[] {
  const { file, locate, value } = part;
  if (value === null) return [];
  return [
    ...stemProblem(part, value.id),
    ...repeatedIds(
      part,
      ['steps'],
      value.steps.map(({ id }) => id),
    ),
    ...value.steps.flatMap((step, index) => {
      if ((step.command === undefined) !== (step.verify === undefined)) return [];
      const has =
        step.command === undefined ? 'neither a command nor a verify' : 'both a command and a verify';
      const message = `steps.${step.id} has ${has}.`;
      const fix = 'Write "command:" to change something or "verify:" to prove it; two things are two steps.';
      return [planError(file, locate(['steps', index]), 'step-action', message, fix)];
    }),
  ];
}
