import { misplacedIn } from '../../domain/run/render/misplaced';
import { labelOf } from '../../domain/run/render/render';
import { placeholdersIn } from '../../domain/run/render/template';
import { didYouMean } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { RunbookFile } from '../schema/runbook-file';
import type { StepFile } from '../schema/step';
import type { StepFiles } from '../step-files';
import { fieldName } from '../yaml/field-name';
import type { Path } from '../yaml/locate';

const ofShell = ['command', 'verify', 'wait_until', 'rollback'] as const;
const ofEndpoint = ['endpoint.name', 'endpoint.address'];

/**
 * Every `{{ place }}` of a runbook stands for something, and where a value can be nothing but a word.
 * @param labels of the inventory; null while it cannot be known
 */
export function checkPlaces(
  part: PlanPart<RunbookFile>,
  files: StepFiles,
  labels: ReadonlySet<string> | null,
): readonly PlanProblem[] {
  const ids = part.value?.parameters.map(({ id }) => id) ?? [];
  const check = (path: Path, template: string, isShell: boolean): readonly PlanProblem[] => {
    const unknown = placeholdersIn(template).flatMap((name) => unknownPlace(part, path, name, ids, labels));
    return unknown.length > 0 || !isShell ? unknown : misplaced(part, path, template);
  };
  return (part.value?.steps ?? []).flatMap((step, index) => {
    const at = ['steps', index];
    return [
      ...ofShell.flatMap((field) => check([...at, field], step[field] ?? '', true)),
      ...check([...at, 'to'], step.to ?? '', false),
      ...(step.args ?? []).flatMap((arg, position) => check([...at, 'args', position], arg, false)),
      ...checkScript(part, at, step, files, ids),
    ];
  });
}

function unknownPlace(
  part: PlanPart<RunbookFile>,
  path: Path,
  name: string,
  ids: readonly string[],
  labels: ReadonlySet<string> | null,
): readonly PlanProblem[] {
  const label = labelOf(name);
  const problem = (rule: string, message: string, fix: string) => [
    planError(part.file, part.locate(path), rule, `${fieldName(part.value, path)}: ${message}`, fix),
  ];
  if (label !== null) {
    if (labels === null || labels.has(label)) return [];
    const fix = didYouMean(label, [...labels], 'Add the column to the inventory, or correct the name.');
    return problem('unknown-label', `no endpoint of the inventory has the label "${label}".`, fix);
  }
  const known = [...ids, ...ofEndpoint];
  if (known.includes(name)) return [];
  const otherwise = `Add it under "parameters:", or write "\\{{ ${name} }}" to send it as it stands.`;
  return problem('unknown-parameter', `there is no parameter "${name}".`, didYouMean(name, known, otherwise));
}

function misplaced(part: PlanPart<RunbookFile>, path: Path, template: string): readonly PlanProblem[] {
  return misplacedIn(template).map(({ placeholder, why }) => {
    const place = `{{ ${placeholder} }}`;
    const message = `${fieldName(part.value, path)}: ${place} stands ${why}.`;
    const fix = why.startsWith('in quotes')
      ? `Take the quotes away from around ${place}: it is always exactly one word.`
      : `Let ${place} stand alone as a word, or write a script and use $HF_… in it.`;
    return planError(part.file, part.locate(path), 'unsafe-place', message, fix);
  });
}

/** A script is not filled in, so a place in it would reach the endpoint as it stands. */
function checkScript(
  part: PlanPart<RunbookFile>,
  at: Path,
  step: StepFile,
  files: StepFiles,
  ids: readonly string[],
): readonly PlanProblem[] {
  const field = step.script === undefined ? 'script_file' : 'script';
  const text = step.script ?? files.scripts.get(step.script_file ?? '') ?? '';
  const known = placeholdersIn(text).find(
    (name) => ids.includes(name) || ofEndpoint.includes(name) || labelOf(name) !== null,
  );
  if (known === undefined) return [];
  const path = [...at, field];
  const message = `${fieldName(part.value, path)}: a script is not filled in, and {{ ${known} }} would be sent as it stands.`;
  const fix =
    labelOf(known) === null
      ? `Write "$HF_${known.replace('.', '_').toUpperCase()}".`
      : `Add "args: ['{{ ${known} }}']" to the step, and write "$1".`;
  return [planError(part.file, part.locate(path), 'place-in-script', message, fix)];
}
