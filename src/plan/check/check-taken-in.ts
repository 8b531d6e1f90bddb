import { readValue } from '../../domain/run/parameters';
import { didYouMean } from '../nearest-word';
import { type PlanProblem, planError } from '../plan-problem';
import type { PlanPart } from '../read-yaml';
import type { RunbookFile } from '../schema/runbook-file';
import { toParameter } from '../to-parameter';
import { showValue } from '../yaml/field-name';

type Part = PlanPart<RunbookFile>;

/** More than this nobody reads before a hold; a few files that take each other in twice would make millions. */
const mostSteps = 200;

/** Runbooks that take in the steps of others: never, over others, their own; not too many; with values that do. */
export function checkTakenIn(parts: readonly Part[]): readonly PlanProblem[] {
  const byStem = new Map(parts.map((part) => [part.stem, part]));
  const circles = circlesIn(byStem);
  // To count the steps of a circle would never end.
  const counted = circles.length > 0 ? [] : tooMany(byStem);
  return [...circles, ...counted, ...parts.flatMap((part) => checkWith(part, byStem))];
}

function circlesIn(parts: ReadonlyMap<string, Part>): readonly PlanProblem[] {
  const done = new Set<string>();
  const problems: PlanProblem[] = [];
  const visit = (part: Part, way: readonly string[]): void => {
    if (done.has(part.stem)) return;
    for (const [index, step] of (part.value?.steps ?? []).entries()) {
      const next = parts.get(step.runbook ?? '');
      if (!next) continue;
      const from = [...way, part.stem];
      if (!from.includes(next.stem)) visit(next, from);
      else {
        const circle = [...from.slice(from.indexOf(next.stem)), next.stem];
        const message = `Runbooks take each other in in a circle: ${circle.join(' → ')}.`;
        const at = part.locate(['steps', index, 'runbook']);
        problems.push(planError(part.file, at, 'runbook-cycle', message, 'Remove one of these steps.'));
      }
    }
    done.add(part.stem);
  };
  for (const stem of [...parts.keys()].sort()) visit(parts.get(stem) as Part, []);
  return problems;
}

function tooMany(parts: ReadonlyMap<string, Part>): readonly PlanProblem[] {
  const counts = new Map<string, number>();
  const count = (part: Part): number => {
    const known = counts.get(part.stem);
    if (known !== undefined) return known;
    let sum = 0;
    for (const step of part.value?.steps ?? []) {
      const taken = parts.get(step.runbook ?? '');
      sum += taken ? count(taken) : 1;
    }
    counts.set(part.stem, sum);
    return sum;
  };
  return [...parts.values()]
    .filter((part) => count(part) > mostSteps)
    .map((part) => {
      const message = `${part.stem} has ${count(part)} steps with those it takes in; at most ${mostSteps} are done.`;
      return planError(part.file, part.locate(['steps'], 'name'), 'too-many-steps', message, 'Split it.');
    });
}

function checkWith(part: Part, parts: ReadonlyMap<string, Part>): readonly PlanProblem[] {
  return (part.value?.steps ?? []).flatMap((step, index) => {
    const taken = parts.get(step.runbook ?? '')?.value;
    if (!taken) return [];
    const ids = taken.parameters.map(({ id }) => id);
    return Object.entries(step.with ?? {}).flatMap(([id, written]) => {
      const path = ['steps', index, 'with', id];
      const parameter = taken.parameters.find((each) => each.id === id);
      if (!parameter) {
        const message = `${taken.id} has no parameter "${id}".`;
        const fix = didYouMean(id, ids, `Its parameters are ${ids.join(', ') || 'none'}.`);
        return [planError(part.file, part.locate(path, 'name'), 'unknown-parameter', message, fix)];
      }
      const read = readValue(toParameter(parameter), written);
      if ('value' in read) return [];
      const message = `steps.${step.id}.with.${id} ${read.because}, not ${showValue(written)}.`;
      const fix = `See parameters.${id} in ${taken.id}.`;
      return [planError(part.file, part.locate(path), 'wrong-value', message, fix)];
    });
  });
}
