import { didYouMean } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { PlanFile } from '../schema/plan-file';
import type { RunbookFile } from '../schema/runbook-file';
import { type StepFile, stepFields } from '../schema/step';
import type { StepFiles } from '../step-files';
import { checkConsoleSteps } from './check-console-steps';
import { checkParameters } from './check-parameters';
import { checkPlaces } from './check-places';
import { checkExactlyOne } from './exactly-one';
import { repeatedIds, stemProblem } from './ids';

/**
 * What one runbook file must be beyond its shape, without looking at other files but those that its steps name.
 * @param labels of the inventory; null while it cannot be known
 */
export function checkRunbook(
  part: PlanPart<RunbookFile>,
  files: StepFiles,
  labels: ReadonlySet<string> | null,
  plan: PlanFile | null,
): readonly PlanProblem[] {
  const { value } = part;
  if (value === null) return [];
  return [
    ...stemProblem(part, value.id),
    ...checkParameters(part),
    ...repeatedIds(
      part,
      ['steps'],
      value.steps.map(({ id }) => id),
    ),
    ...value.steps.flatMap((step, index) => checkStep(part, step, index)),
    ...checkFloor(part, value, labels),
    ...checkPlaces(part, files, labels),
    ...checkConsoleSteps(part, plan),
  ];
}

function checkStep(part: PlanPart<RunbookFile>, step: StepFile, index: number): readonly PlanProblem[] {
  const path = ['steps', index];
  const shape = [...checkExactlyOne(part, path, stepFields), ...checkReceipt(part, step, index)];
  if (step.copy === undefined || step.to !== undefined) return shape;
  const message = `steps.${step.id}.to is missing.`;
  const fix = 'Add it, for example "to: /etc/auth-agent.conf".';
  return [...shape, planError(part.file, part.locate(path), 'missing-field', message, fix)];
}

/** Somebody who asks for a receipt believes that the step cannot be done twice. */
function checkReceipt(part: PlanPart<RunbookFile>, step: StepFile, index: number): readonly PlanProblem[] {
  if (step.receipt !== true || step.become === undefined || step.become === false) return [];
  const message = `steps.${step.id} asks for a receipt and becomes another user; such a step keeps none.`;
  const fix = 'Take one of the two out. Without a receipt its end may stay unknown after a crash.';
  return [planError(part.file, part.locate(['steps', index, 'receipt'], 'name'), 'no-receipt', message, fix)];
}

/** A floor per a label that nobody has is one floor for all, which is another promise than the one written. */
function checkFloor(
  part: PlanPart<RunbookFile>,
  { min_healthy: floor }: RunbookFile,
  labels: ReadonlySet<string> | null,
): readonly PlanProblem[] {
  if (floor?.per === undefined || labels === null || labels.has(floor.per)) return [];
  const message = `min_healthy.per: no endpoint of the inventory has the label "${floor.per}", so all would be one group.`;
  const fix = didYouMean(floor.per, [...labels], 'Name a label of the inventory, or leave "per" away.');
  return [planError(part.file, part.locate(['min_healthy', 'per']), 'unknown-label', message, fix)];
}
