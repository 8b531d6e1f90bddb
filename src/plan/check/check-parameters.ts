import { type Parameter, readValue } from '../../domain/run/parameters';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import { type ParameterFile, parameterFields } from '../schema/parameter';
import type { RunbookFile } from '../schema/runbook-file';
import { toParameter } from '../to-parameter';
import { showValue, valueAt } from '../yaml/field-name';
import type { Path } from '../yaml/locate';
import { doubt, wholeMeant } from './check-numbers';
import { repeatedIds } from './ids';

/** Every parameter of a runbook has a default that it would itself accept. */
export function checkParameters(part: PlanPart<RunbookFile>): readonly PlanProblem[] {
  const parameters = part.value?.parameters ?? [];
  return [
    ...repeatedIds(
      part,
      ['parameters'],
      parameters.map(({ id }) => id),
    ),
    ...parameters.flatMap((file, index) => {
      const path = ['parameters', index];
      const shape = [...strayFields(part, path, file), ...checkBounds(part, path, file)];
      return shape.length > 0 ? shape : checkDefault(part, path, file);
    }),
  ];
}

function strayFields(part: PlanPart<RunbookFile>, path: Path, file: ParameterFile): readonly PlanProblem[] {
  const own: readonly string[] = parameterFields[file.type];
  const all = [...new Set(Object.values(parameterFields).flat())];
  const stray = all
    .filter((field) => file[field] !== undefined && !own.includes(field))
    .map((field) => {
      const message = `parameters.${file.id}.${field} means nothing for a parameter of the type ${file.type}.`;
      return planError(
        part.file,
        part.locate([...path, field], 'name'),
        'stray-field',
        message,
        'Remove it.',
      );
    });
  if (file.type !== 'choice' || file.choices !== undefined) return stray;
  const message = `parameters.${file.id}.choices is missing.`;
  const fix = 'Add it, for example "choices: [blue, green]".';
  return [...stray, planError(part.file, part.locate(path), 'missing-field', message, fix)];
}

function checkBounds(part: PlanPart<RunbookFile>, path: Path, file: ParameterFile): readonly PlanProblem[] {
  const asDuration = file.type === 'duration';
  const wrong = (['min', 'max'] as const).filter(
    (field) => file[field] !== undefined && (typeof file[field] === 'string') !== asDuration,
  );
  const { min, max } = toParameter(file);
  const problems = wrong.map((field) => {
    const what = asDuration ? 'a duration such as 15m' : 'a number';
    const message = `parameters.${file.id}.${field} must be ${what}, not ${showValue(file[field])}.`;
    const fix = `Write for example ${asDuration ? '15m' : '10'}.`;
    return planError(part.file, part.locate([...path, field]), 'wrong-value', message, fix);
  });
  if (problems.length > 0 || min === undefined || max === undefined || min <= max) return problems;
  const message = `parameters.${file.id}.min is above max: no value would do.`;
  return [
    planError(part.file, part.locate([...path, 'min']), 'min-above-max', message, 'Lower min or raise max.'),
  ];
}

function checkDefault(part: PlanPart<RunbookFile>, path: Path, file: ParameterFile): readonly PlanProblem[] {
  const at = [...path, 'default'];
  const parameter: Parameter = toParameter(file);
  const wrong = (message: string, fix: string) => [
    planError(part.file, part.locate(at), 'wrong-value', message, fix),
  ];
  // YAML reads 1.10 as the number 1.1.
  const isNumber = typeof valueAt(part.written, at) === 'number';
  const text = (isNumber && part.numberText?.(at)) || file.default;
  if (isNumber && (file.type === 'text' || file.type === 'choice')) {
    const message = `parameters.${file.id}.default must be text, not the number ${text}.`;
    return wrong(message, `Put it in quotes: "${text}".`);
  }
  const meant = isNumber && file.type === 'integer' ? wholeMeant(text) : null;
  if (meant !== null) return wrong(`parameters.${file.id}.default is written ${text}: ${doubt}.`, meant);
  const read = readValue(parameter, file.default);
  if ('value' in read) return [];
  const message = `parameters.${file.id}.default ${read.because}, not ${showValue(file.default)}.`;
  return wrong(message, 'A default is taken when nothing is given, so it must be a value that would be.');
}
